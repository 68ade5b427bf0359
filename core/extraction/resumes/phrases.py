"""What headings say, in the languages we read: English, French, German, Spanish, Portuguese, Italian, Dutch, Chinese."""

from core.text import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


_HEADINGS = {
    "summary": """summary|professional summary|executive summary|career summary|profile|professional profile|about|
        about me|objective|career objective|professional objective|career profile|personal statement|
        personal profile|introduction|summary of qualifications|qualifications summary|overview|bio|in short|
        who i am|statement|career overview|profil|profil professionnel|résumé|à propos|à propos de moi|objectif|
        objectif professionnel|présentation|accroche|kurzprofil|über mich|zusammenfassung|persönliches profil|
        berufliches profil|berufsziel|perfil|perfil profesional|resumen|resumen profesional|sobre mí|acerca de mí|
        objetivo|objetivo profesional|extracto|perfil profissional|resumo|resumo profissional|sobre mim|sobre|个人简介|
        个人总结|自我评价|个人评价|自我介绍|简介|职业目标|求职意向|个人优势|profilo|profilo personale|profilo professionale|sommario|chi sono|
        su di me|presentazione|obiettivo professionale|profiel|persoonlijk profiel|samenvatting|over mij|hello|hi|
        intro|zur person|kurzvorstellung""",
    "work": """experience|work experience|professional experience|employment|employment history|work history|
        career history|relevant experience|experience and employment|positions|positions held|
        professional background|career|work|industry experience|job history|career experience|employment experience|
        research experience|teaching experience|internships|internship experience|additional experience|
        other experience|selected experience|clinical experience|industrial experience|related experience|
        earlier experience|previous experience|military experience|military service|military|leadership experience|
        management experience|engineering experience|consulting experience|academic experience|
        work & experience|professional appointments|appointments|expérience|expériences|expérience professionnelle|
        expériences professionnelles|parcours professionnel|emplois|stages|parcours|berufserfahrung|
        beruflicher werdegang|berufspraxis|praktische erfahrung|erfahrung|werdegang|tätigkeiten|praktika|
        beruflicher hintergrund|berufliche erfahrung|berufliche stationen|experiencia|experiencia laboral|
        experiencia profesional|trayectoria profesional|historial laboral|experiência|experiência profissional|
        experiências profissionais|histórico profissional|percurso profissional|工作经历|工作经验|职业经历|实习经历|任职经历|工作履历|
        esperienza|esperienza lavorativa|esperienze lavorative|esperienza professionale|esperienze professionali|
        percorso professionale|carriera|impieghi|werkervaring|loopbaan|arbeidservaring|relevante werkervaring|
        arbeitserfahrung|where i have worked|where i've worked|what i have done|jobs|employers|work placements|
        placements|berufliche tätigkeiten|beschäftigungen|anstellungen|stationen|beruf|berufliches|tätigkeit|
        mes expériences|experiencias|experiencias laborales|vida laboral|atuação profissional|carreira|工作|工作及实习经历|
        实习经验|职业生涯|实践经历|实习与工作经历""",
    "volunteer": """volunteer|pro bono|pro bono work|pro-bono work|volunteering|volunteer experience|volunteer work|voluntary work|community|
        community involvement|community service|community work|civic engagement|volunteer & community|
        leadership & activities|activities|extracurricular activities|extracurriculars|leadership|
        leadership experience|campus involvement|campus activities|bénévolat|engagement associatif|engagements|
        vie associative|activités bénévoles|ehrenamt|ehrenamtliches engagement|ehrenamtliche tätigkeit|
        ehrenamtliche tätigkeiten|engagement|voluntariado|trabajo voluntario|experiencia voluntaria|
        trabalho voluntário|志愿者经历|志愿经历|志愿服务|社会实践|校园经历|社团经历|volontariato|attività di volontariato|vrijwilligerswerk|
        giving back|志愿活动|学生工作|校内经历""",
    "education": """education|academic background|educational background|education and training|
        academic qualifications|studies|academic history|degrees|education & credentials|schooling|academics|
        education history|formation|formations|éducation|études|parcours académique|diplômes|formation académique|
        scolarité|cursus|ausbildung|bildung|bildungsweg|studium|schulbildung|ausbildung und studium|
        studium und ausbildung|akademische ausbildung|schulische ausbildung|bildungsgang|educación|formación|
        formación académica|estudios|educação|formação|formação acadêmica|formação académica|escolaridade|教育背景|教育经历|
        学历|教育|学习经历|istruzione|istruzione e formazione|formazione|formazione accademica|titoli di studio|studi|
        opleiding|opleidingen|opleiding en training|scholing|qualifications|education & qualifications|
        qualifications and education|akademischer werdegang|schulischer werdegang|bildung und ausbildung|schule|
        hochschulstudium|abschlüsse|études et diplômes|formación educativa|formação escolar|academic training|
        school|university|教育经验|学习背景|学历背景|毕业院校""",
    "projects": """projects|personal projects|selected projects|side projects|key projects|notable projects|
        academic projects|open source|open source projects|open-source projects|project experience|
        relevant projects|course projects|portfolio|software projects|open source contributions|selected work|selected works|
        research projects|technical projects|projets|projets personnels|réalisations|projekte|eigene projekte|
        ausgewählte projekte|proyectos|proyectos personales|projetos|projetos pessoais|项目经历|项目经验|项目|个人项目|开源项目|
        progetti|progetti personali|progetti selezionati|projecten|things i built|things i have built|what i built|
        科研项目|科研经历|项目实践""",
    "skills": """skills|technical skills|core skills|key skills|professional skills|skills & tools|
        what i work with|what i use|what i know|my tools|my toolbox|toolkit|my stack|tools & technologies|technologies|tools|tech stack|technical expertise|areas of expertise|expertise|
        core competencies|competencies|competences|skill set|skillset|technical proficiencies|proficiencies|
        hard skills|soft skills|methods|software|frameworks|platforms|programming languages|skills & expertise|
        skills & abilities|abilities|specialties|technical competencies|computer skills|programming|
        programming skills|coding|it skills|other skills|additional skills|skills summary|capabilities|
        core strengths|areas of knowledge|technical knowledge|technical summary|toolbox|compétences|
        compétences techniques|compétences clés|savoir-faire|savoir-être|outils|logiciels|informatique|
        compétences informatiques|compétences professionnelles|atouts|kenntnisse|fähigkeiten|kompetenzen|
        fachkenntnisse|it-kenntnisse|edv-kenntnisse|technische kenntnisse|kenntnisse und fähigkeiten|
        fähigkeiten und kenntnisse|werkzeuge|weitere kenntnisse|besondere kenntnisse|habilidades|competencias|
        aptitudes|conocimientos|habilidades técnicas|conocimientos técnicos|herramientas|competências|
        competências técnicas|conhecimentos|aptidões|ferramentas|专业技能|技能|技术栈|技能特长|掌握技能|个人技能|核心技能|技术能力|工具|competenze|
        competenze tecniche|competenze informatiche|capacità e competenze|capacità|conoscenze|abilità|
        competenze digitali|vaardigheden|kennis en vaardigheden|competenties|computervaardigheden|what i know|
        what i do|things i know|savoirs|habilidades y conocimientos|tecnologías|tecnologias|technologien|methoden|
        stärken und kenntnisse|专业能力|技术技能|职业技能|技能证书与特长|个人能力|掌握技术|特长|专长|it技能|计算机技能""",
    "languages": """languages|language skills|language|spoken languages|foreign languages|language proficiency|
        langues|langues étrangères|langues parlées|sprachen|sprachkenntnisse|fremdsprachen|idiomas|lenguas|línguas|
        语言|语言能力|外语|外语水平|外语能力|lingue|competenze linguistiche|conoscenze linguistiche|lingue straniere|talen|
        talenkennis|langues maîtrisées|语言技能|外语技能|语种""",
    "certificates": """certifications|certificates|certification|licenses|licences|licenses & certifications|licenses & endorsements|licences & endorsements|registrations|inscrições|
        credentials|licenses and certificates|certificates and licenses|certifications & licenses|
        professional certifications|certifications and training|courses & certifications|courses and certificates|
        licensure|training|tickets|tickets and cards|cards and tickets|licences and tickets|qualifications and tickets|
        formations complémentaires|formation continue|formations continues|inscription|inscriptions|
        inscription à l'ordre|scheine|führerscheine|scheine und fortbildungen|scheine und lehrgänge|professional development|training & certifications|licensure & certifications|
        certificates & training|certificats|certificats et formations|habilitations|zertifikate|zertifizierungen|
        weiterbildung|weiterbildungen|lizenzen|fortbildungen|fortbildung|certificaciones|certificados|
        cursos y certificaciones|certificações|cursos e certificações|licenças|证书|资格证书|认证|职业资格|资质证书|技能证书|
        certificazioni|certificati|attestati|attestati e certificazioni|abilitazioni|patenti|certificaten|cursussen|
        cursussen en certificaten|diploma's|cursos|corsi|kurse|cours et certificats|lehrgänge|seminare|nachweise|
        professional training|证书与资质|资质|职业证书|专业证书""",
    "awards": """awards|honors|honours|awards & honors|honors & awards|awards and recognition|awards & recognition|
        recognition|selected honors|achievements & awards|scholarships|fellowships|scholarships & awards|
        honors and awards|awards & achievements|honors & scholarships|grants|grants & awards|distinctions|prizes|
        prix|prix et distinctions|récompenses|auszeichnungen|preise|stipendien|ehrungen|premios|reconocimientos|
        premios y reconocimientos|becas|prêmios|prémios|distinções|荣誉|获奖情况|获奖经历|荣誉奖项|奖项|所获荣誉|荣誉证书|荣誉与奖项|premi|
        riconoscimenti|premi e riconoscimenti|borse di studio|prijzen|onderscheidingen|dean's list|奖励|荣誉与奖励|奖惩情况|获奖|
        奖学金""",
    "publications": """publications|selected publications|papers|research papers|journal articles|conference papers|
        publications & talks|talks and articles|publications & presentations|publications and talks|articles|
        peer-reviewed publications|publikationen|veröffentlichungen|publicaciones|publicações|论文|发表论文|出版物|论文发表|学术论文|
        pubblicazioni|publicaties|writing|学术成果|科研成果|发表文章""",
    "contact": """contact|contact information|contact details|contact info|personal details|personal information|
        personal info|personal data|details|get in touch|address|coordonnées|contacts|informations personnelles|
        état civil|kontakt|kontaktdaten|persönliche daten|persönliche angaben|persönliches|contacto|
        datos personales|información personal|datos de contacto|contato|dados pessoais|informações pessoais|
        informações de contato|联系方式|个人信息|基本信息|联系信息|基本资料|contatti|dati personali|informazioni personali|recapiti|
        contactgegevens|personalia|persoonsgegevens|persoonlijke gegevens|zur person|personendaten|reach me|
        how to reach me|个人资料""",
    "links": """links|online presence|online|profiles|websites|social|social links|social media|web|find me online|
        liens|redes|collegamenti|profielen|profile und links|netzwerke""",
    "interests": """interests|hobbies|hobbies & interests|interests & hobbies|personal interests|centres d'intérêt|
        loisirs|interessen|hobbys|interessen und hobbys|intereses|aficiones|interesses|passatempos|兴趣爱好|爱好|兴趣|
        passions|centres d'interet|activities & interests|interests and activities|interessi|interessi personali|
        passioni|hobby|hobby e interessi|hobby's|hobby's en interesses|vrije tijd|freizeit|hobbies and interests|
        个人爱好|业余爱好|兴趣与爱好""",
    "references": """references|referees|références|referenzen|referencias|referências|推荐人|证明人|referenze|
        referenties|references available|character references""",
    "courses": """relevant coursework|coursework|courses|relevant courses|selected coursework|cours|kurse|cursos|主修课程|
        相关课程|cursos relevantes""",
    "other": """patents|invited talks|talks|presentations|conferences|strengths|focus areas|key achievements|achievements|
        accomplishments|memberships|membership|professional memberships|professional membership|mitgliedschaft|affiliations|professional affiliations|associations|teaching|
        highlights|career highlights|key accomplishments|security clearance|clearance|additional information|miscellaneous|
        other|other information|hackathons|service|professional service|invited lectures|speaking|philosophy|quote|
        most proud of|life philosophy|my time|a day of my life|availability|work authorization|declaration|signature|
        brevets|conférences|divers|autres informations|permis|patente|vorträge|mitgliedschaften|sonstiges|führerschein|
        stärken|erfolge|verschiedenes|patentes|conferencias|logros|otros|otros datos|conquistas|outros|
        informações adicionais|información adicional|专利|其他|其他信息|附加信息""",
}
HEADINGS = {
    fold(phrase).lower(): section
    for section, phrases in _HEADINGS.items()
    for phrase in phrases.split("|")
    for phrase in [phrase.strip()]
}
"""Whole headings, in lower case."""

_NOUNS = {
    "volunteer": """volunteer volunteering voluntary volunteerism bénévolat bénévole bénévoles associatif associative ehrenamt
        ehrenamtlich ehrenamtliche ehrenamtliches voluntariado voluntario voluntaria voluntário volontariato vrijwilligerswerk
        extracurricular extracurriculars""",
    "publications": "publications publication publikationen veröffentlichungen publicaciones publicações pubblicazioni publicaties papers",
    "projects": "projects project projets projet projekte proyectos proyecto projetos projeto progetti progetto projecten",
    "certificates": """certifications certification certificates certificate licenses licences licensure accreditations
        certificats zertifikate zertifizierungen weiterbildung weiterbildungen fortbildung fortbildungen lizenzen certificaciones
        certificados certificado certificações certificazioni certificati certificato certificaten certificeringen training trainings""",
    "awards": """awards award honors honours prizes scholarships fellowships distinctions récompenses auszeichnungen preise
        stipendien premios reconocimientos becas prêmios prémios distinções premi riconoscimenti prijzen onderscheidingen""",
    "languages": "languages langues sprachen sprachkenntnisse fremdsprachen idiomas lingue lenguas línguas talen talenkennis linguistiche",
    "references": "references referees références referenzen referencias referências referenze referenties",
    "interests": """interests hobbies passions loisirs intérêts interessen hobbys intereses aficiones interesses passatempos interessi
        hobby passioni hobby's""",
    "skills": """skills skill skillset tech competencies competences competencies proficiencies technologies tools expertise strengths
        compétences savoir-faire outils kenntnisse fähigkeiten kompetenzen habilidades competencias conocimientos aptitudes
        herramientas competências conhecimentos ferramentas competenze capacità conoscenze abilità strumenti vaardigheden
        competenties kennis""",
    "education": """education educational academics schooling degrees qualifications coursework formation formations diplômes études
        éducation scolarité ausbildung bildung bildungsweg studium schulbildung educación formación estudios educação formação
        istruzione formazione studi opleiding opleidingen onderwijs abschlüsse""",
    "work": """experience experiences employment employments career careers internships internship positions expérience expériences
        emplois stages berufserfahrung erfahrung erfahrungen werdegang berufspraxis laufbahn praktika tätigkeiten experiencia
        experiencias trayectoria experiência experiências esperienza esperienze werkervaring ervaring loopbaan stage""",
    "summary": """summary profile objective objectives statement overview profil zusammenfassung kurzprofil perfil resumen objetivo
        resumo profilo sommario obiettivo profiel samenvatting introductie""",
    "contact": "contact contacts kontakt kontaktdaten coordonnées contacto contato contatti contactgegevens",
}
NOUNS = {fold(word): section for section, words in _NOUNS.items() for word in words.split()}
"""Words that open a section; where a heading has several, the section named first in this table counts."""
SECTION_RANK = {section: rank for rank, section in enumerate(_NOUNS)}
QUALIFIERS = _words(
    """
    a about additional academic and the of in for to my our key core main other others selected select relevant related recent
    previous earlier past prior current professional personal technical work working industry job career clinical teaching
    research military practical full-time part-time freelance international special specialist specialized soft hard digital
    computer it general further continuing completed major notable driving nursing kitchen culinary hospitality electrical
    industrial laboratory retail sales office warehouse construction care healthcare medical legal docente open source with including history background record
    details information highlights summary community social civic public service foreign spoken natural hobby &
    professionnel professionnelle professionnels professionnelles personnel personnels personnelle personnelles technique
    techniques autres et de des du la le les d' informatiques informatique linguistiques principales complémentaires clés
    académique académiques sociales universitaire universitaires scolaire centres d'intérêt parcours
    beruflich beruflicher berufliche beruflichen fachlich fachliche fachlicher technische technischer persönliche persönlicher
    weitere sonstige besondere und akademische akademischer schulische schulischer praktische zusätzliche relevante soziale
    laboral laborales profesional profesionales académica académico académicos personal personales técnicas técnicos y en otros
    otras informáticos informáticas complementaria complementarios relevante destacados
    profissional profissionais acadêmica académica acadêmico técnicas técnicos e em outros outras pessoais complementares
    lavorativa lavorative professionale professionali personali tecniche tecnico altre altri principali scolastica accademica
    professionele persoonlijke technische overige en relevante
    """
)
"""Words that say more about a heading's noun, or join two of them."""

CAPTIONS = frozenset(
    fold(phrase)
    for phrase in """highlights|key highlights|responsibilities|key responsibilities|main responsibilities|duties|
    duties and responsibilities|roles and responsibilities|tasks|key tasks|main tasks|achievements|key achievements|
    main achievements|accomplishments|key accomplishments|selected achievements|contributions|key contributions|results|
    responsibilities and achievements|description|job description|details|summary of duties|
    aufgaben|hauptaufgaben|aufgabenbereich|aufgabengebiet|tätigkeiten|tätigkeitsschwerpunkte|verantwortlichkeiten|erfolge|
    wesentliche erfolge|schwerpunkte|missions|missions principales|principales missions|tâches|responsabilités|réalisations|
    réalisations clés|funciones|funciones principales|tareas|responsabilidades|logros|logros principales|
    principais atividades|atividades|responsabilidades|resultados|conquistas|mansioni|mansioni principali|responsabilità|
    attività|risultati|taken|werkzaamheden|verantwoordelijkheden|resultaten|工作职责|岗位职责|工作内容|主要职责|主要业绩|工作业绩|职责|业绩|
    项目描述|项目职责|个人职责""".replace("\n", "").split("|")
    for phrase in [phrase.strip()]
)
"""What may stand above the bullets of an entry and says nothing of its own."""

COLUMN_HEADS = _words(
    """
    name title certificate certification award issuer issued by organisation organization year years date
    dates period from to until role position job company employer location city place degree school
    university institution area field level skill skills category proficiency language languages fluency
    experience type details technologies categories zeitraum position tätigkeit arbeitgeber einrichtung funktion fonction employeur
    établissement periodo período puesto centro función función fecha fechas título institución entidad lugar função publisher description nr no bezeichnung jahr zeitraum
    firma ort kategorie kenntnisse niveau sprache stufe titre année entreprise poste période lieu compétence
    compétences domaine langue émetteur diplôme nivel nível idioma empresa cargo año ano
    """
)
"""Words that name the columns of a table."""
