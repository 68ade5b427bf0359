"""What headings say, in the languages we read: English, French, German, Spanish, Portuguese, Chinese."""

import re

from core.text import fold

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

_COLUMN_HEADS = frozenset(
    [
        "name",
        "title",
        "certificate",
        "certification",
        "award",
        "issuer",
        "issued",
        "by",
        "organisation",
        "organization",
        "year",
        "years",
        "date",
        "dates",
        "period",
        "from",
        "to",
        "until",
        "role",
        "position",
        "job",
        "company",
        "employer",
        "location",
        "city",
        "place",
        "degree",
        "school",
        "university",
        "institution",
        "area",
        "field",
        "level",
        "skill",
        "skills",
        "category",
        "proficiency",
        "language",
        "languages",
        "fluency",
        "experience",
        "type",
        "details",
        "technologies",
        "categories",
        "publisher",
        "description",
        "nr",
        "no",
        "bezeichnung",
        "jahr",
        "zeitraum",
        "firma",
        "ort",
        "kategorie",
        "kenntnisse",
        "niveau",
        "sprache",
        "stufe",
        "titre",
        "année",
        "entreprise",
        "poste",
        "période",
        "lieu",
        "compétence",
        "compétences",
        "domaine",
        "langue",
        "émetteur",
        "diplôme",
        "nivel",
        "nível",
        "idioma",
        "empresa",
        "cargo",
        "año",
        "ano",
    ]
)
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


def is_table_head(text: str) -> bool:
    """Does a line name the columns of a table: "Name  Issuer  Year"?"""
    cells = text.split("\t")
    words = [word for cell in cells for word in re.findall(r"\w+", fold(cell).lower())]
    return len(cells) > 1 and len(words) <= 2 * len(cells) and bool(words) and set(words) <= _COLUMN_HEADS
