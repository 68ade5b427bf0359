"""The words that tell parts of a resume apart, in the languages we read: English, French, German, Spanish, Portuguese, Chinese."""

import re

from core.text import fold

# ---------------------------------------------------------------- headings

_HEADINGS = {
    "summary": """summary|professional summary|executive summary|career summary|profile|professional profile|about|about me|
        objective|career objective|professional objective|career profile|personal statement|personal profile|introduction|
        summary of qualifications|qualifications summary|overview|bio|in short|who i am|statement|career overview|
        profil|profil professionnel|résumé|à propos|à propos de moi|objectif|objectif professionnel|présentation|accroche|
        kurzprofil|über mich|zusammenfassung|persönliches profil|berufliches profil|berufsziel|
        perfil|perfil profesional|resumen|resumen profesional|sobre mí|acerca de mí|objetivo|objetivo profesional|extracto|
        perfil profissional|resumo|resumo profissional|sobre mim|sobre|
        个人简介|个人总结|自我评价|个人评价|自我介绍|简介|职业目标|求职意向|个人优势""",
    "work": """experience|work experience|professional experience|employment|employment history|work history|career history|
        relevant experience|experience and employment|positions|positions held|professional background|career|
        work|industry experience|job history|career experience|employment experience|research experience|teaching experience|
        internships|internship experience|additional experience|other experience|selected experience|clinical experience|
        industrial experience|related experience|earlier experience|previous experience|military experience|military service|
        academic experience|work & experience|professional appointments|appointments|
        expérience|expériences|expérience professionnelle|expériences professionnelles|parcours professionnel|emplois|stages|
        parcours|
        berufserfahrung|beruflicher werdegang|berufspraxis|praktische erfahrung|erfahrung|werdegang|tätigkeiten|praktika|
        beruflicher hintergrund|berufliche erfahrung|berufliche stationen|
        experiencia|experiencia laboral|experiencia profesional|trayectoria profesional|historial laboral|
        experiência|experiência profissional|experiências profissionais|histórico profissional|percurso profissional|
        工作经历|工作经验|职业经历|实习经历|任职经历|工作履历""",
    "volunteer": """volunteer|volunteering|volunteer experience|volunteer work|voluntary work|community|community involvement|
        community service|community work|civic engagement|volunteer & community|leadership & activities|activities|
        extracurricular activities|extracurriculars|leadership|leadership experience|campus involvement|campus activities|
        bénévolat|engagement associatif|engagements|vie associative|activités bénévoles|
        ehrenamt|ehrenamtliches engagement|ehrenamtliche tätigkeit|ehrenamtliche tätigkeiten|engagement|
        voluntariado|trabajo voluntario|experiencia voluntaria|trabalho voluntário|
        志愿者经历|志愿经历|志愿服务|社会实践|校园经历|社团经历""",
    "education": """education|academic background|educational background|education and training|academic qualifications|studies|
        academic history|degrees|education & credentials|schooling|academics|education history|
        formation|formations|éducation|études|parcours académique|diplômes|formation académique|scolarité|cursus|
        ausbildung|bildung|bildungsweg|studium|schulbildung|ausbildung und studium|studium und ausbildung|
        akademische ausbildung|schulische ausbildung|bildungsgang|
        educación|formación|formación académica|estudios|
        educação|formação|formação acadêmica|formação académica|escolaridade|
        教育背景|教育经历|学历|教育|学习经历""",
    "projects": """projects|personal projects|selected projects|side projects|key projects|notable projects|academic projects|
        open source|open source projects|open-source projects|project experience|relevant projects|course projects|
        portfolio|software projects|open source contributions|selected work|research projects|technical projects|
        projets|projets personnels|réalisations|projekte|eigene projekte|ausgewählte projekte|
        proyectos|proyectos personales|projetos|projetos pessoais|
        项目经历|项目经验|项目|个人项目|开源项目""",
    "skills": """skills|technical skills|core skills|key skills|professional skills|skills & tools|tools & technologies|
        technologies|tools|tech stack|technical expertise|areas of expertise|expertise|core competencies|competencies|
        competences|skill set|skillset|technical proficiencies|proficiencies|hard skills|soft skills|methods|software|
        frameworks|platforms|programming languages|skills & expertise|skills & abilities|abilities|specialties|
        technical competencies|computer skills|programming|programming skills|coding|it skills|other skills|additional skills|skills summary|capabilities|
        core strengths|areas of knowledge|technical knowledge|technical summary|toolbox|
        compétences|compétences techniques|compétences clés|savoir-faire|savoir-être|outils|logiciels|informatique|
        compétences informatiques|compétences professionnelles|atouts|
        kenntnisse|fähigkeiten|kompetenzen|fachkenntnisse|it-kenntnisse|edv-kenntnisse|technische kenntnisse|
        kenntnisse und fähigkeiten|fähigkeiten und kenntnisse|werkzeuge|weitere kenntnisse|besondere kenntnisse|
        habilidades|competencias|aptitudes|conocimientos|habilidades técnicas|conocimientos técnicos|herramientas|
        competências|competências técnicas|conhecimentos|aptidões|ferramentas|
        专业技能|技能|技术栈|技能特长|掌握技能|个人技能|核心技能|技术能力|工具""",
    "languages": """languages|language skills|language|spoken languages|foreign languages|language proficiency|
        langues|langues étrangères|langues parlées|sprachen|sprachkenntnisse|fremdsprachen|
        idiomas|lenguas|línguas|语言|语言能力|外语|外语水平|外语能力""",
    "certificates": """certifications|certificates|certification|licenses|licences|licenses & certifications|credentials|
        licenses and certificates|certificates and licenses|certifications & licenses|professional certifications|
        certifications and training|courses & certifications|courses and certificates|licensure|training|
        professional development|training & certifications|licensure & certifications|certificates & training|
        certificats|certificats et formations|habilitations|zertifikate|zertifizierungen|weiterbildung|weiterbildungen|
        lizenzen|fortbildungen|fortbildung|
        certificaciones|certificados|cursos y certificaciones|certificações|cursos e certificações|licenças|
        证书|资格证书|认证|职业资格|资质证书|技能证书""",
    "awards": """awards|honors|honours|awards & honors|honors & awards|awards and recognition|awards & recognition|
        recognition|selected honors|achievements & awards|scholarships|fellowships|scholarships & awards|honors and awards|
        awards & achievements|honors & scholarships|grants|grants & awards|distinctions|prizes|
        prix|prix et distinctions|récompenses|auszeichnungen|preise|stipendien|ehrungen|
        premios|reconocimientos|premios y reconocimientos|becas|prêmios|prémios|distinções|
        荣誉|获奖情况|获奖经历|荣誉奖项|奖项|所获荣誉|荣誉证书|荣誉与奖项""",
    "publications": """publications|selected publications|papers|research papers|journal articles|conference papers|
        publications & talks|publications & presentations|publications and talks|articles|peer-reviewed publications|
        publikationen|veröffentlichungen|publicaciones|publicações|论文|发表论文|出版物|论文发表|学术论文""",
    "contact": """contact|contact information|contact details|contact info|personal details|personal information|personal info|
        personal data|details|get in touch|address|
        coordonnées|contacts|informations personnelles|état civil|kontakt|kontaktdaten|persönliche daten|
        persönliche angaben|persönliches|contacto|datos personales|información personal|datos de contacto|contato|
        dados pessoais|informações pessoais|informações de contato|联系方式|个人信息|基本信息|联系信息|基本资料""",
    "links": "links|online presence|online|profiles|websites|social|social links|social media|web|find me online|liens|redes",
    "interests": """interests|hobbies|hobbies & interests|interests & hobbies|personal interests|centres d'intérêt|loisirs|
        interessen|hobbys|interessen und hobbys|intereses|aficiones|interesses|passatempos|兴趣爱好|爱好|兴趣|passions|
        centres d'interet|activities & interests|interests and activities""",
    "references": "references|referees|références|referenzen|referencias|referências|推荐人|证明人",
    "courses": """relevant coursework|coursework|courses|relevant courses|selected coursework|cours|kurse|cursos|主修课程|
        相关课程|cursos relevantes""",
    "other": """patents|invited talks|talks|presentations|conferences|strengths|focus areas|key achievements|achievements|
        accomplishments|memberships|professional memberships|affiliations|professional affiliations|associations|teaching|
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
STRONG = frozenset({"summary", "work", "education", "skills", "projects"})
"""Sections whose headings set the style that the others are compared with."""

_JOINERS = re.compile(r"\s*(?:&|\+|/|,|、|与|和|及|\band\b|\bet\b|\bund\b|\by\b|\be\b)\s*", re.IGNORECASE)
_CONTINUED = re.compile(
    r"\s*[(\[-]?\s*(?:continued|cont\.?|cont'd|suite|fortsetzung|continuación)\s*[)\]]?\Z"
)
_SPACED = re.compile(r"(?:\S ){3,}\S")
_HEAD_LIMIT = 48


def section_of(text: str) -> str | None:
    """The section that a heading opens, by its words alone; None if it is none we know."""
    if len(text) > 2 * _HEAD_LIMIT:
        return None
    phrase = _CONTINUED.sub("", fold(text).lower()).strip(" :.·|-–—•_=#*~")
    if _SPACED.fullmatch(phrase):
        phrase = phrase.replace(" ", "")  # E X P E R I E N C E
        return next((s for p, s in HEADINGS.items() if p.replace(" ", "") == phrase), None)
    if len(phrase) > _HEAD_LIMIT:
        return None
    if phrase in HEADINGS:
        return HEADINGS[phrase]
    plain = phrase.replace(" & ", " and ")
    if plain in HEADINGS:
        return HEADINGS[plain]
    parts = [p for p in _JOINERS.split(phrase) if p]
    known = [HEADINGS.get(p) for p in parts]
    return known[0] if len(parts) > 1 and all(known) else None


_HINTS = (
    ("work", r"experience|employment|expérience|erfahrung|experiencia|experiência|berufs|工作|任职"),
    ("education", r"education|academic|formation|ausbildung|studium|educación|formación|formação|教育"),
    ("volunteer", r"volunt|bénévol|ehrenamt|community|志愿"),
    ("projects", r"project|projet|projekt|proyecto|projeto|项目"),
    ("certificates", r"certif|licen[sc]e|zertifi|credential|证书"),
    ("awards", r"award|honou?r|prize|auszeichnung|premio|prêmio|奖"),
    ("publications", r"publication|publikation|veröffentlich|publicacion|论文"),
    ("languages", r"language|langue|sprach|idioma|语言"),
    (
        "skills",
        r"skill|competenc|compétence|expertise|technolog|tools|kenntnisse|kompetenz|habilidad|competência|技能",
    ),
    ("summary", r"summary|profile|objective|about me|profil|resumen|resumo|简介"),
)


def hinted_section(text: str) -> str:
    """The section of a line that looks like a heading but is none by its words: by one telling word, else "other"."""
    phrase = fold(text).lower()
    return next((kind for kind, words in _HINTS if re.search(words, phrase)), "other")


# ---------------------------------------------------------------- titles, companies, schools, degrees


def _any_word(words: str) -> re.Pattern[str]:
    parts = sorted({fold(w) for w in words.split("|")}, key=len, reverse=True)
    return re.compile(
        r"(?<![^\W_])(?:" + "|".join(map(re.escape, parts)).replace("\\ ", r"\s+") + r")(?![^\W_])",
        re.IGNORECASE,
    )


def _word_list(words: str) -> str:
    return "|".join(words.split())


_TITLE_WORDS = _any_word(
    _word_list(
        """engineer developer programmer architect manager director head lead leader analyst scientist researcher consultant
    specialist administrator designer intern internship trainee apprentice assistant associate coordinator officer president
    vp cto ceo cfo coo cio founder co-founder cofounder owner partner principal supervisor technician nurse teacher
    instructor professor lecturer tutor fellow postdoc accountant auditor controller bookkeeper clerk cashier receptionist
    secretary representative rep salesperson agent broker recruiter buyer planner scheduler operator mechanic electrician
    plumber welder carpenter machinist driver chef cook waiter waitress barista bartender server host hostess caregiver
    therapist physician surgeon doctor dentist pharmacist paramedic hygienist counselor counsellor psychologist
    editor writer journalist copywriter author translator interpreter photographer producer artist animator illustrator
    attorney lawyer paralegal judge librarian docent curator mentor volunteer facilitator organizer organiser ambassador
    captain sergeant lieutenant inspector foreman superintendent estimator surveyor handler packer picker stocker
    merchandiser strategist evangelist advocate advisor adviser executive contractor freelancer member chair chairperson
    devops sre dba tester qa maintainer creator contributor superviseur teammate crew worker laborer labourer custodian
    janitor housekeeper concierge guard deputy liaison trainer coach actuary underwriter adjuster teller banker trader
    economist statistician biologist chemist physicist geologist veterinarian radiographer midwife phlebotomist
    technologist aide employed freelance self-employed steward ranger pilot dispatcher expediter salesman
    ingénieur ingénieure développeur développeuse chef cheffe responsable directeur directrice analyste consultant
    consultante stagiaire alternant alternante apprenti apprentie assistant assistante technicien technicienne
    contrôleur contrôleuse auditeur auditrice comptable chargé chargée gestionnaire vendeur vendeuse conseiller
    conseillère enseignant enseignante professeur infirmier infirmière aide-soignant formateur formatrice rédacteur
    rédactrice graphiste concepteur conceptrice juriste avocat avocate secrétaire employé employée ouvrier ouvrière
    opérateur opératrice acheteur acheteuse coordinateur coordinatrice animateur animatrice éducateur éducatrice
    cuisinier cuisinière serveur serveuse électricien mécanicien caissier caissière
    entwickler entwicklerin ingenieur ingenieurin softwareentwickler softwareentwicklerin projektleiter projektleiterin
    leiter leiterin abteilungsleiter teamleiter teamleiterin werkstudent werkstudentin praktikant praktikantin
    sachbearbeiter sachbearbeiterin kaufmann kauffrau berater beraterin verkäufer verkäuferin lehrer lehrerin
    pfleger krankenpfleger krankenschwester pflegefachkraft pflegefachfrau techniker technikerin meister geselle
    auszubildende auszubildender azubi buchhalter buchhalterin referent referentin geschäftsführer geschäftsführerin
    mitarbeiter mitarbeiterin systemadministrator elektriker elektroniker mechatroniker monteur architekt architektin
    assistentin wissenschaftler koch köchin kellner fahrer lagerist disponent einkäufer controllerin forscher
    ingeniero ingeniera desarrollador desarrolladora programador programadora gerente jefe jefa analista
    consultor consultora becario becaria practicante técnico técnica contador contadora vendedor vendedora
    profesor profesora maestro maestra enfermero enfermera diseñador diseñadora arquitecto arquitecta asistente
    auxiliar encargado encargada coordinador coordinadora administrativo administrativa abogado abogada
    camarero camarera cocinero cocinera cajero cajera conductor director directora responsable operario
    engenheiro engenheira desenvolvedor desenvolvedora estagiário estagiária professora enfermeiro enfermeira
    contadora coordenador coordenadora assistente técnica supervisor supervisora diretor diretora arquiteto"""
    )
)
_TITLE_ENDINGS = (
    "leiter|ingenieur|entwickler|berater|techniker|mechaniker|pfleger|helfer|arbeiter|führer|meister|kaufmann|kauffrau|"
    "konstrukteur|schlosser|fahrer|lehrer|forscher|händler|redakteur|assistent|manager|koordinator|verkäufer|student|"
    "praktikant|spezialist|referent|trainer|utvikler|utvecklare|ingeniør|ingenjör|leder"
)
"""German and Scandinavian titles are one word with what they are about before them."""
TITLE = re.compile(
    rf"(?:{_TITLE_WORDS.pattern}|[^\W\d_]{{0,30}}(?:{_TITLE_ENDINGS})(?:in)?(?![^\W_]))", re.IGNORECASE
)
TITLE_CJK = re.compile(
    r"工程师|经理|总监|主管|专员|助理|顾问|设计师|开发|实习生|分析师|架构师|负责人|研究员|教师|讲师|会计|秘书|主任|组长|运营|护士|医生|编辑|程序员"
)
COMPANY = _any_word(
    _word_list(
        """inc inc. llc ltd ltd. limited corp corp. corporation company co. gmbh ag kg se sa s.a. sas sarl s.a.s. s.l. sl plc
    bv b.v. nv pty lda ltda as asa oy ab aps group groupe holding holdings systems labs laboratory laboratories
    technologies technology solutions services software studios studio bank banque university college school
    institute foundation association hospital clinic center centre museum restaurant hotel markets market foods stores store
    agency partners consulting consultants industries enterprises ventures capital media entertainment games interactive
    analytics robotics networks electric logistics airlines motors pharmaceuticals insurance authority council
    department ministry office library church ngo fund e.v. verein stadt klinikum krankenhaus universität hochschule
    établissements cabinet société hôpital mairie clinique université école lycée hospital empresa grupo banco clínica
    universidad universidade escuela escola ayuntamiento ministerio academy society cooperative co-op"""
    )
)
COMPANY_CJK = re.compile(r"公司|集团|银行|大学|学院|医院|研究院|研究所|中心|工作室|事务所|科技$|学校|工厂")
SCHOOL = _any_word(
    _word_list(
        """university college school institute academy polytechnic conservatory bootcamp eth mit ucla nyu ntnu epfl uc
    université école lycée iut insa sorbonne lycee ecole universite institut faculté collège hec
    universität hochschule fachhochschule gymnasium berufsschule realschule berufskolleg tu fh technikum akademie schule
    universidad instituto escuela facultad colegio politécnica politecnico universidade escola faculdade centro
    università univ univ. high campus seminary gymnasiet høgskole universitet högskola"""
    )
)
SCHOOL_CJK = re.compile(r"大学|学院|学校|中学|高中|职业技术")
_DEGREES = (
    r"(?:executive\s)?(?:ph\.?\s?d\.?|d\.?phil\.?|doctor(?:ate)?(?:\sof\s[\w]+)?|doktor|promotion|doctorat|doctorado|doutorado)",
    r"(?:m\.?b\.?a\.?|m\.?\s?sc?\.?|m\.?\s?a\.?|m\.?\s?eng\.?|m\.?\s?ed\.?|m\.?\s?phil\.?|ll\.?m\.?|m\.?p\.?h\.?|m\.?f\.?a\.?|"
    r"m\.?s\.?w\.?|m\.?p\.?a\.?|mtech|m\.?\s?tech\.?)",
    r"(?:b\.?b\.?a\.?|b\.?\s?sc?\.?\s?n\.?|b\.?\s?sc?\.?|b\.?\s?a\.?|b\.?\s?eng\.?|b\.?\s?ed\.?|b\.?\s?tech\.?|b\.?\s?com\.?|b\.?f\.?a\.?|ll\.?b\.?|"
    r"b\.?\s?arch\.?|b\.?\s?e\.?|b\.?\s?ba)",
    r"(?:a\.?\s?a\.?\s?s\.?|a\.?\s?s\.?|a\.?\s?a\.?)",
)
_DEGREE_PHRASES = (
    r"master(?:'s)?(?:\s(?:degree|of\s(?:applied\s|professional\s)?(?:science|arts|engineering|business\sadministration|education|"
    r"public\s(?:health|administration|policy)|laws?|fine\sarts|social\swork|philosophy|architecture|technology|commerce|nursing)"
    r"|[12]|recherche|professionnel|universitario|oficial))?",
    r"bachelor(?:'s)?(?:\s(?:degree|of\s(?:applied\s|business\s)?(?:science|arts|engineering|business\sadministration|education|"
    r"laws?|fine\sarts|social\swork|philosophy|architecture|technology|commerce|nursing|administration|music)"
    r"))?",
    r"associate(?:'s)?(?:\s(?:degree|of\s(?:applied\s)?(?:science|arts|engineering|business)))",
    r"(?:high\sschool|secondary\sschool|ged|graduate|postgraduate|professional|national|higher\snational|advanced)\s?"
    r"(?:diploma|certificate)|diploma(?:\s(?:of|in))?|ged|certificate\sof\s\w+|minor|double\smajor|post[\s-]?graduate\s\w+",
    r"study\sabroad|exchange\s(?:semester|student|year)|auslandssemester|erasmus|semestre\sd'échange",
    r"licence(?:\sprofessionnelle)?|dut|bts|but|deug|dea|dess|deust|cap|bep|baccalauréat|bac(?:\s(?:pro|s|es|l))?|"
    r"diplôme(?:\sd'[\w']+)?|maîtrise|classe\spréparatoire|cycle\s\w+|mastère(?:\sspécialisé)?",
    r"diplom(?:-?\w+)?|magister|staatsexamen|abitur|fachabitur|mittlere\sreife|allgemeine\shochschulreife|fachhochschulreife|"
    r"realschulabschluss|berufsausbildung(?:\szu[rm]\s[\w-]+)?|ausbildung(?:\szu[rm]\s[\w-]+)?|lehre|meisterbrief|umschulung",
    r"licenciatura|licenciad[oa]|grado|graduad[oa]|ingeniería|máster|maestría|bachillerato|técnico\ssuperior|"
    r"ciclo\sformativo(?:\sde\s\w+\s\w+)?|formación\sprofesional|diplomatura|doctorad[oa]",
    r"bacharelado|bacharel|mestrado|graduação|pós-graduação|especialização|ensino\smédio|curso\stécnico|tecnólogo|licenciado",
    r"siviling(?:eniør)?|(?:state\s)?(?:journeyman|apprenticeship)(?:\scertificate)?|laurea(?:\s\w+)?|ingénieur|diplôme",
)
DEGREE = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join((*_DEGREE_PHRASES, *_DEGREES))
    + r")(?![^\W_])\.?(?:\s\((?:[A-Z]{2,5}|[Hh]ons?\.?)\))?",
    re.IGNORECASE,
)
DEGREE_CJK = re.compile(r"[\u4e00-\u9fff]{0,4}(?:学士|硕士|博士)|本科|大专|专科|研究生|高中|MBA")
"""Abbreviations such as "BA" and "MS" are looked up where a degree is expected, for they are words elsewhere."""

SCORE = re.compile(
    r"(?:\b(?:c?gpa|grade|gesamtnote|abschlussnote|note|notenschnitt|moyenne|nota(?: media)?|média|promedio|average)\b\s*[:=]?\s*"
    r"(?P<value>\d{1,2}(?:[.,]\d{1,2})?(?:\s?/\s?\d{1,3}(?:[.,]\d{1,2})?)?(?:\s?%)?)(?:\s?\((?:c?gpa)\))?"
    r"|(?P<before>\d(?:\.\d{1,2})?(?:\s?/\s?\d{1,2}(?:\.\d{1,2})?)?\s(?:c?gpa)\b)"
    r"|(?<![\w.])(?P<bare>\d{1,2}(?:[.,]\d{1,2})\s?/\s?\d{1,3}(?:[.,]\d{1,2})?)(?![\w.])"
    r"|(?:绩点|GPA)\s*[:：]?\s*(?P<cn>\d(?:\.\d{1,2})?(?:\s?/\s?\d(?:\.\d)?)?)"
    r"|(?P<words>(?:summa|magna)\scum\slaude|cum\slaude|(?:first|second|upper second|lower second|third)[\s-]class(?:\shonou?rs)?"
    r"|with\s(?:high(?:est)?\s)?(?:honou?rs|distinction)|mention\s(?:très\s)?(?:assez\s)?\w+|first[- ]class|2:[12]))",
    re.IGNORECASE,
)

# ---------------------------------------------------------------- places

_REGIONS = """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
    RI SC SD TN TX UT VT VA WA WV WI WY DC ON QC BC AB MB SK NS NB NL PE NSW VIC QLD SA WA TAS ACT UK USA US UAE EU"""
REGION_CODES = frozenset(_REGIONS.split())
_STATES = """alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|
    indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|
    nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|
    pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|
    wisconsin|wyoming|ontario|quebec|québec|british columbia|alberta|manitoba|nova scotia|new south wales|victoria|
    queensland|bavaria|bayern|hessen|nordrhein-westfalen|baden-württemberg|sachsen|niedersachsen|île-de-france|
    cataluña|catalonia|andalucía|karnataka|maharashtra|tamil nadu|telangana|england|scotland|wales"""
STATES = frozenset(s.strip() for s in _STATES.split("|"))
_COUNTRIES = """afghanistan:AF|argentina:AR|australia:AU|austria:AT|österreich:AT|autriche:AT|belgium:BE|belgique:BE|belgien:BE|
    brazil:BR|brasil:BR|bulgaria:BG|canada:CA|chile:CL|china:CN|中国:CN|colombia:CO|croatia:HR|czech republic:CZ|czechia:CZ|
    denmark:DK|dänemark:DK|danmark:DK|egypt:EG|estonia:EE|finland:FI|suomi:FI|france:FR|frankreich:FR|germany:DE|
    deutschland:DE|allemagne:DE|alemania:DE|ghana:GH|greece:GR|hong kong:HK|hungary:HU|iceland:IS|india:IN|indonesia:ID|
    ireland:IE|israel:IL|italy:IT|italia:IT|italien:IT|italie:IT|japan:JP|kenya:KE|korea:KR|south korea:KR|latvia:LV|
    lithuania:LT|luxembourg:LU|luxemburg:LU|malaysia:MY|mexico:MX|méxico:MX|morocco:MA|maroc:MA|netherlands:NL|
    the netherlands:NL|pays-bas:NL|niederlande:NL|new zealand:NZ|nigeria:NG|norway:NO|norge:NO|norwegen:NO|pakistan:PK|
    peru:PE|perú:PE|philippines:PH|poland:PL|polska:PL|polen:PL|portugal:PT|romania:RO|russia:RU|saudi arabia:SA|
    serbia:RS|singapore:SG|slovakia:SK|slovenia:SI|south africa:ZA|spain:ES|españa:ES|spanien:ES|espagne:ES|sweden:SE|
    sverige:SE|schweden:SE|switzerland:CH|schweiz:CH|suisse:CH|svizzera:CH|taiwan:TW|thailand:TH|tunisia:TN|tunisie:TN|
    turkey:TR|türkiye:TR|türkei:TR|ukraine:UA|united arab emirates:AE|uae:AE|united kingdom:GB|uk:GB|u.k.:GB|
    great britain:GB|england:GB|scotland:GB|wales:GB|united states:US|united states of america:US|usa:US|u.s.a.:US|
    us:US|u.s.:US|états-unis:US|estados unidos:US|uruguay:UY|venezuela:VE|vietnam:VN"""
COUNTRIES = dict(pair.strip().split(":") for pair in _COUNTRIES.split("|"))
_CITIES = """new york|los angeles|chicago|houston|phoenix|philadelphia|san antonio|san diego|dallas|san jose|austin|boston|
    seattle|denver|portland|atlanta|miami|detroit|minneapolis|san francisco|las vegas|nashville|baltimore|pittsburgh|
    cleveland|cincinnati|st. louis|kansas city|salt lake city|sacramento|oakland|raleigh|charlotte|tampa|orlando|toronto|
    montreal|montréal|vancouver|calgary|ottawa|edmonton|winnipeg|québec|mexico city|ciudad de méxico|guadalajara|monterrey|
    bogotá|medellín|lima|santiago|buenos aires|córdoba|rosario|montevideo|são paulo|sao paulo|rio de janeiro|brasília|
    belo horizonte|curitiba|porto alegre|recife|salvador|fortaleza|campinas|florianópolis|london|manchester|birmingham|
    leeds|liverpool|bristol|glasgow|edinburgh|cardiff|belfast|sheffield|nottingham|newcastle|cambridge|oxford|dublin|cork|
    paris|lyon|marseille|toulouse|nice|nantes|bordeaux|lille|strasbourg|rennes|montpellier|grenoble|rouen|dijon|angers|
    reims|tours|brest|nancy|metz|bruxelles|brussels|antwerp|anvers|gent|ghent|liège|luxembourg|amsterdam|rotterdam|utrecht|
    eindhoven|den haag|the hague|berlin|hamburg|münchen|munich|köln|cologne|frankfurt|frankfurt am main|stuttgart|
    düsseldorf|leipzig|dresden|hannover|nürnberg|bremen|dortmund|essen|bonn|mannheim|karlsruhe|freiburg|münster|augsburg|
    aachen|kiel|lübeck|rostock|erfurt|jena|potsdam|heidelberg|darmstadt|ulm|regensburg|wien|vienna|graz|linz|salzburg|
    innsbruck|zürich|zurich|genf|genève|geneva|basel|bern|lausanne|luzern|winterthur|st. gallen|madrid|barcelona|valencia|
    sevilla|seville|zaragoza|málaga|bilbao|murcia|alicante|granada|valladolid|lisboa|lisbon|porto|braga|coimbra|aveiro|
    roma|rome|milano|milan|torino|turin|napoli|naples|bologna|firenze|florence|venezia|genova|padova|oslo|bergen|trondheim|
    stavanger|tromsø|stockholm|göteborg|gothenburg|malmö|uppsala|københavn|copenhagen|aarhus|odense|helsinki|tampere|turku|
    espoo|reykjavik|tallinn|riga|vilnius|warszawa|warsaw|kraków|krakow|wrocław|gdańsk|poznań|praha|prague|brno|bratislava|
    budapest|bucharest|bucurești|cluj-napoca|sofia|belgrade|zagreb|ljubljana|athens|thessaloniki|istanbul|ankara|izmir|
    kyiv|kiev|lviv|kharkiv|moscow|saint petersburg|minsk|tbilisi|yerevan|tel aviv|jerusalem|haifa|cairo|alexandria|
    casablanca|rabat|tunis|algiers|alger|lagos|abuja|ibadan|accra|nairobi|kampala|addis ababa|dakar|abidjan|johannesburg|
    cape town|durban|pretoria|dubai|abu dhabi|doha|riyadh|jeddah|kuwait city|beirut|amman|karachi|lahore|islamabad|mumbai|
    delhi|new delhi|bangalore|bengaluru|hyderabad|chennai|pune|kolkata|ahmedabad|gurgaon|gurugram|noida|jaipur|kochi|
    dhaka|colombo|kathmandu|bangkok|hanoi|ho chi minh city|jakarta|kuala lumpur|singapore|manila|hong kong|taipei|shanghai|
    beijing|shenzhen|guangzhou|hangzhou|chengdu|nanjing|wuhan|xi'an|tokyo|osaka|kyoto|seoul|busan|sydney|melbourne|
    brisbane|perth|adelaide|canberra|auckland|wellington|christchurch|上海|北京|深圳|广州|杭州|成都|南京|武汉|西安|苏州|
    天津|重庆|厦门|长沙|青岛|大连|郑州|合肥|宁波|香港|台北"""
CITIES = frozenset(c.strip() for c in _CITIES.split("|"))
"""Large cities, as one more hint that a short name is a place; other cities are told by where they stand."""
REMOTE = re.compile(
    r"(?:fully\s)?remote|hybrid|on-?site|télétravail|à distance|homeoffice|remoto|en remoto|teletrabajo|远程",
    re.IGNORECASE,
)

# ---------------------------------------------------------------- languages people speak

_SPOKEN = """english french german spanish portuguese italian dutch russian ukrainian polish czech slovak hungarian romanian
    bulgarian serbian croatian slovenian greek turkish arabic hebrew persian farsi urdu hindi bengali punjabi gujarati marathi
    tamil telugu kannada malayalam sinhala nepali chinese mandarin cantonese japanese korean vietnamese thai indonesian malay
    tagalog filipino swahili yoruba igbo hausa amharic somali zulu xhosa afrikaans norwegian swedish danish finnish icelandic
    estonian latvian lithuanian irish welsh catalan basque galician albanian macedonian armenian georgian kazakh uzbek latin
    esperanto luxembourgish maltese belarusian bosnian mongolian khmer lao burmese pashto kurdish azerbaijani twi wolof
    anglais français francais allemand espagnol portugais italien néerlandais russe ukrainien polonais tchèque roumain grec turc
    arabe hébreu chinois japonais coréen vietnamien hindi catalan suédois norvégien danois finnois
    englisch französisch deutsch spanisch portugiesisch italienisch niederländisch russisch ukrainisch polnisch tschechisch
    rumänisch griechisch türkisch arabisch hebräisch chinesisch japanisch koreanisch schwedisch norwegisch dänisch
    inglés ingles francés frances alemán aleman español castellano portugués italiano neerlandés ruso polaco rumano griego turco
    árabe chino japonés coreano catalán euskera gallego
    inglês francês alemão espanhol português italiano holandês russo chinês japonês norsk svenska dansk suomi nederlands
    italiano english/français 中文 英语 法语 德语 日语 韩语 俄语 西班牙语 普通话 粤语 汉语 国语 阿拉伯语 葡萄牙语 意大利语"""
SPOKEN = frozenset(_SPOKEN.split())
FLUENCY = re.compile(
    r"(?<![^\W_])(?:native|mother tongue|bilingual|fluent|fluently|proficient|advanced|upper[- ]intermediate|intermediate|"
    r"conversational|basic|beginner|elementary|working|professional|limited|full|business|good|excellent|very good|"
    r"[abc][12]\+?|toeic|toefl|ielts|jlpt|hsk|cet-?\d|dele|delf|dalf|"
    r"langue maternelle|maternelle|bilingue|courant|professionnel|intermédiaire|débutant|avancé|notions|scolaire|lu|"
    r"muttersprache|muttersprachlich|fließend|verhandlungssicher|gute?|sehr gute?|grundkenntnisse|"
    r"nativ[oa]|lengua materna|fluido|avanzado|intermedio|básico|alto|medio|nativa|fluente|avançado|intermediário)"
    r"(?![^\W_])|母语|流利|熟练|精通|良好|日常会话|四级|六级|专业八级",
    re.IGNORECASE,
)
LEVEL = re.compile(
    r"(?:expert|advanced|intermediate|beginner|proficient|novice|basic|familiar|skilled|master|senior|junior|"
    r"experienced|competent|fluent|native|working knowledge|[★☆●○■□▪▰▱⬤◯*]+|\d(?:\s?/\s?\d|\+?\s?years?)|\d{1,3}\s?%|"
    r"avancé|intermédiaire|débutant|confirmé|maîtrise|notions|fortgeschritten|grundkenntnisse|experte|sehr gut|gut|"
    r"avanzado|intermedio|básico|avançado|intermediário|精通|熟练|熟悉|了解|掌握)",
    re.IGNORECASE,
)
