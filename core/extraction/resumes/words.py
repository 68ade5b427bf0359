"""Words that tell titles, employers, schools, degrees, places and languages, in the languages we read:
English, French, German, Spanish, Portuguese and Chinese, with some Italian and Scandinavian.
"""

import re

from core.text import fold

# ---------------------------------------------------------------- titles, companies, schools, degrees


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split("|"))


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
        """engineer developer marketer programmer architect manager director head lead leader analyst scientist researcher consultant
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
    baker butcher tailor farmer gardener painter roofer mason joiner locksmith optician jeweller sommelier florist nanny
    cleaner porter courier postman firefighter officer soldier sailor fisherman miner fitter rigger glazier plasterer
    upholsterer seamstress model dancer singer musician actor actress composer bookseller archivist valet barber
    operative carer helper practitioner registrar matron orderly decorator bricklayer tiler scaffolder roofer groom sorter
    hairdresser beautician stylist referee umpire lifeguard groundskeeper arborist technologist aide employed freelance self-employed steward ranger pilot dispatcher expediter salesman
    ingénieur ingénieure développeur développeuse chef cheffe responsable directeur directrice analyste consultant
    consultante stagiaire alternant alternante apprenti apprentie assistant assistante technicien technicienne
    contrôleur contrôleuse auditeur auditrice comptable chargé chargée gestionnaire vendeur vendeuse conseiller
    conseillère enseignant enseignante professeur infirmier infirmière aide-soignant formateur formatrice rédacteur
    rédactrice graphiste concepteur conceptrice juriste avocat avocate secrétaire employé employée ouvrier ouvrière
    opérateur opératrice acheteur acheteuse coordinateur coordinatrice animateur animatrice éducateur éducatrice
    plombier boulanger boulangère coiffeur coiffeuse conducteur conductrice pharmacien pharmacienne commis magasinier
    magasinière manutentionnaire cuisinier cuisinière serveur serveuse électricien mécanicien caissier caissière
    entwickler entwicklerin ingenieur ingenieurin softwareentwickler softwareentwicklerin projektleiter projektleiterin
    leiter leiterin abteilungsleiter teamleiter teamleiterin werkstudent werkstudentin praktikant praktikantin
    sachbearbeiter sachbearbeiterin kaufmann kauffrau berater beraterin verkäufer verkäuferin lehrer lehrerin
    pfleger krankenpfleger krankenschwester pflegefachkraft pflegefachfrau techniker technikerin meister geselle
    auszubildende auszubildender azubi buchhalter buchhalterin referent referentin geschäftsführer geschäftsführerin
    mitarbeiter mitarbeiterin systemadministrator elektriker elektroniker mechatroniker monteur architekt architektin
    assistentin wissenschaftler koch köchin kellner küchenchef zerspaner zerspanerin installateur hausmeister erzieher erzieherin hebamme friseur friseurin dachdecker
    tischler tischlerin fahrer lagerist disponent einkäufer controllerin forscher
    ingeniero ingeniera desarrollador desarrolladora programador programadora gerente jefe jefa analista
    consultor consultora becario becaria practicante técnico técnica contador contadora vendedor vendedora
    profesor profesora maestro maestra enfermero enfermera diseñador diseñadora arquitecto arquitecta asistente
    auxiliar encargado encargada coordinador coordinadora administrativo administrativa abogado abogada
    camarero camarera cocinero cocinera cajero cajera conductor director directora responsable operario
    engenheiro engenheira desenvolvedor desenvolvedora estagiário estagiária professora enfermeiro enfermeira
    contadora coordenador coordenadora assistente técnica supervisor supervisora diretor diretora arquiteto
    engenheiros gestor gestora operador operadora motorista cozinheiro cozinheira secretário secretária planeador planeadora contabilista canalizador canalizadora cabeleireiro cabeleireira padeiro padeira eletricista rececionista formador formadora educador
    educadora planificador planificadora electricista recepcionista educadora soldador soldadora fontanero carpintero peluquero peluquera panadero panadera camionero camionera fisioterapeuta
    responsabile impiegato impiegata sviluppatore sviluppatrice ingegnere direttore direttrice tecnico
    addetto addetta consulente ragioniere ragioniera insegnante infermiere infermiera cuoco cuoca cameriere cameriera
    commesso commessa magazziniere autista progettista tirocinante stagista capo coordinatore coordinatrice
    amministratore avvocato segretaria architetto operaio elettricista educatore educatrice
    verpleegkundige verzorgende projectleider projectmanager ontwikkelaar medewerker medewerkster adviseur hoofd stagiair
    stagiaire docent leraar lerares boekhouder bediende bestuurder chauffeur monteur kok verkoper verkoopster
    leidinggevende beheerder beleidsmedewerker onderzoeker directeur"""
    )
)
_TITLE_ENDINGS = (
    "leiter|ingenieur|entwickler|berater|techniker|mechaniker|pfleger|helfer|arbeiter|führer|meister|kaufmann|kauffrau|"
    "konstrukteur|schlosser|fahrer|lehrer|forscher|händler|redakteur|assistent|manager|koordinator|verkäufer|student|"
    "praktikant|spezialist|referent|trainer|utvikler|utvecklare|ingeniør|ingenjör|leder"
)
"""German and Scandinavian titles are one word with what they are about before them."""
TITLE = re.compile(
    rf"(?:{_TITLE_WORDS.pattern}|(?<![^\W_])[^\W\d_]{{0,30}}(?:{_TITLE_ENDINGS})(?:in)?(?![^\W_]))",
    re.IGNORECASE,
)
TITLE_CJK = re.compile(
    r"工程师|经理|总监|主管|专员|助理|顾问|设计师|开发|实习生|分析师|架构师|负责人|研究员|教师|讲师|会计|秘书|主任|组长|运营|护士|医生|编辑|程序员"
)
COMPANY = _any_word(
    _word_list(
        """inc inc. llc llp llp. ltd ltd. limited corp corp. corporation company co. gmbh ag kg se sa s.a. sas sarl s.a.s. s.l. sl plc
    bv b.v. nv pty lda ltda as asa oy ab aps group groupe holding holdings systems labs laboratory laboratories
    technologies technology solutions services software studios studio bank banque university college school
    institute foundation association hospital clinic center centre museum restaurant hotel markets market foods stores store
    agency partners consulting consultants industries enterprises ventures capital media entertainment games interactive
    analytics robotics networks electric logistics airlines motors pharmaceuticals insurance authority council
    department ministry office library church ngo fund e.v. verein stadt klinikum krankenhaus universität hochschule
    bakery brewery winery cafe café shop shops salon gym farm farms theatre theater garage pharmacy butchers florist's
    bookshop supermarket warehouse depot airport port railway railways council trust charity club
    établissements cabinet société hôpital mairie clinique université école lycée hospital empresa grupo banco clínica
    universidad universidade escuela escola ayuntamiento ministerio academy society cooperative co-op srl s.r.l. spa s.p.a.
    studio logistica construtora construcciones ospedale comune università istituto scuola ziekenhuis waterschap
    gemeente stichting vereniging universiteit hogeschool zorggroep stadtwerke kreisverwaltung apotheke werke bau"""
    )
)
COMPANY_CJK = re.compile(r"公司|集团|银行|大学|学院|医院|研究院|研究所|中心|工作室|事务所|科技$|学校|工厂")
SCHOOL = _any_word(
    _word_list(
        """university college school institute academy polytechnic conservatory bootcamp eth mit ucla nyu ntnu epfl uc
    université école lycée iut insa sorbonne lycee ecole universite institut faculté collège hec
    universität hochschule fachhochschule gymnasium berufsschule realschule berufskolleg tu fh technikum akademie schule
    universidad instituto escuela facultad colegio politécnica politecnico universidade escola faculdade centro
    università univ univ. high campus seminary gymnasiet høgskole universitet högskola istituto scuola liceo accademia
    universiteit hogeschool ifsi cfa greta volkshochschule meisterschule fachschule wirtschaftsschule
    gesamtschule hauptschule oberschule mittelschule handelsschule technikerschule gewerbeschule fachoberschule"""
    )
)
SCHOOL_CJK = re.compile(r"大学|学院|学校|中学|高中|职业技术")
DEGREE = re.compile(
    r"""(?<![^\W_])(?:
      master(?:'s)?(?:\s(?:degree|of\s(?:applied\s|professional\s)?(?:science|arts|engineering|business\sadministration|
        education|public\s(?:health|administration|policy)|laws?|fine\sarts|social\swork|philosophy|architecture|
        technology|commerce|nursing)|[12]|recherche|professionnel|universitario|oficial))?
    | bachelor(?:'s)?(?:\s(?:degree|of\s(?:applied\s|business\s)?(?:science|arts|engineering|business\sadministration|
        education|laws?|fine\sarts|social\swork|philosophy|architecture|technology|commerce|nursing|administration|music)))?
    | associate(?:'s)?\s(?:degree|of\s(?:applied\s)?(?:science|arts|engineering|business))
    | (?:level\s\d\s)?(?:high\sschool|secondary\sschool|graduate|postgraduate|professional|national|higher\snational|
        advanced)\s(?:diploma|certificate)
    | p\.?g\.?c\.?e\.? | pg\s?(?:dip|cert) | hn[cd] | btec(?:\slevel\s\d)?(?:\s(?:diploma|national|extended\sdiploma))? | nvq(?:\slevel\s\d)?
    | brevet(?:\s(?:professionnel|d['’]études\sprofessionnelles|de\stechnicien(?:\ssupérieur)?))?
    | (?:higher\snational\s)?diploma(?=\sof\s)(?:\sof\s\w+)? | diploma | ged | certificate\sof\s\w+ | minor | double\smajor | post[\s-]?graduate\s\w+
    | study\sabroad | exchange\s(?:semester|student|year) | auslandssemester | erasmus | semestre\sd['’]échange
    | licence(?:\sprofessionnelle)? | inż\. | inżynier | licencjat | mgr | fachoberschulreife | hauptschulabschluss | bmath | nvq(?:\slevel\s\d)? | dut | bp | cqp | bpjeps | bts | but | deug | dea | dess | deust | cap | bep | baccalauréat
    | bac(?:\s(?:pro|s|es|l))? | diplôme(?:\sd['’]état(?:\sd(?:['’]|e\s)\w+)?|\sd['’][\w'’]+)? | maîtrise | classe\spréparatoire | cycle\s\w+
    | mastère(?:\sspécialisé)? | diplom(?:-?\w+)? | magister | staatsexamen | abitur | fachabitur | mittlere\sreife
    | allgemeine\shochschulreife | fachhochschulreife | realschulabschluss | (?:berufs)?ausbildung(?:\szu[rm]\s[\w-]+(?:(?<=-)\sund\s[\w-]+)?(?:\sfür\s[\w-]+(?:\sund\s[\w-]+)?)?)?
    | lehre | meisterbrief | gesellenbrief | gesellenprüfung | facharbeiterbrief | lehrabschluss | fachwirt(?:in)? | umschulung | licenciatura | licenciad[oa] | grado | graduad[oa] | ingeniería | máster
    | maestría | bachillerato | técnico\ssuperior | ciclo\sformativo(?:\sde\s\w+\s\w+)? | formación\sprofesional
    | diplomatura | doctorad[oa] | bacharelado | bacharel | mestrado(?:\sintegrado)? | graduação | pós-graduação | especialização
    | hsc | ssc | sslc | gcses? | a-?levels? | ib\sdiploma | ensino\smédio | curso\stécnico | tecnólogo | siviling(?:eniør)? | laurea(?:\s(?:magistrale|triennale|specialistica|breve|in\b))? | perito\s\w+ | maturità(?:\s\w+)? | vwo | havo | mbo | hbo | propedeuse | ingénieur
    | (?:state\s)?(?:journeyman|apprenticeship)(?:\scertificate)?
    | (?:executive\s)?(?:ph\.?\s?d\.?|d\.?phil\.?|doctor(?:ate)?(?:\sof\s\w+)?|doktor|promotion|doctorat|doutorado)
    | dr\.?[\s-]?(?:sc|rer|phil|med|iur|jur|ing|oec|theol)(?:\.\s?(?:nat|pol|hum|oec|techn?))?
    | m\.?b\.?a\.? | m\.?\s?sc?\.? | m\.?\s?a\.? | m\.?\s?(?:eng|ed|phil|tech)\.? | ll\.?[bm]\.? | m\.?p\.?[ah]\.?
    | m\.?f\.?a\.? | m\.?s\.?w\.? | b\.?b\.?a\.? | b\.?\s?sc?\.?\s?n\.? | b\.?\s?sc?\.? | b\.?\s?a\.? | b\.?f\.?a\.?
    | b\.?\s?(?:eng|ed|tech|com|arch|e)\.? | a\.?\s?a\.?\s?s\.? | a\.?\s?[as]\.?
    )(?![^\W_])\.?(?:\s\((?:[A-Z]{2,5}|hons?\.?|honou?rs)\))?""",
    re.VERBOSE | re.IGNORECASE,
)
DEGREE_CJK = re.compile(r"[\u4e00-\u9fff]{0,4}(?:学士|硕士|博士)|本科|大专|专科|研究生|高中|MBA")

SCORE = re.compile(
    r"""\b(?:c?gpa|grade|score|result|mark|voto|punteggio|cijfer|gesamtnote|abschlussnote|note|notenschnitt|moyenne|nota(?:\smedia)?|média|promedio|average)\b
        \s*[:=]?\s*(?P<value>(?:\d{1,2}(?:[.,]\d{1,2})?(?!\d)|1\d\d(?!\d))(?:\s?/\s?\d{1,3}(?:[.,]\d{1,2})?)?(?:\s?%)?)
    | \b(?:gesamtnote|abschlussnote|prüfungsnote|note)\s*[:=]?\s*(?P<german>(?:sehr\s)?gut|befriedigend|ausreichend)\b
    | (?<![\w.,])(?P<valores>\d{1,2}(?:[.,]\d{1,2})?\svalores)\b
    | (?P<before>\d(?:\.\d{1,2})?(?:\s?/\s?\d{1,2}(?:\.\d{1,2})?)?\sc?gpa\b)
    | (?<![\w.])(?P<bare>\d{1,2}[.,]\d{1,2}\s?/\s?\d{1,3}(?:[.,]\d{1,2})?)(?![\w.])
    | (?<![\w.,])(?P<percent>\d{2}(?:[.,]\d{1,2})?\s?%)
    | (?:绩点|GPA)\s*[:：]?\s*(?P<chinese>\d(?:\.\d{1,2})?(?:\s?/\s?\d(?:\.\d)?)?)
    | (?P<words>(?:(?:summa|magna)\s)?cum\slaude|(?:first|second|upper\ssecond|lower\ssecond|third)[\s-]class(?:\shonou?rs)?
        |with\s(?:high(?:est)?\s)?(?:honou?rs|distinction)|mention\s(?:très\s)?(?:assez\s)?\w+|2:[12])""",
    re.VERBOSE | re.IGNORECASE,
)
"""Marks of a degree; each group is one way to write them."""

# ---------------------------------------------------------------- places

_REGIONS = """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
    RI SC SD TN TX UT VT VA WA WV WI WY DC ON QC BC AB MB SK NS NB NL PE NSW VIC QLD SA WA TAS ACT UK USA US UAE EU"""
REGION_CODES = _words(_REGIONS)
_STATES = """alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|
    indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|
    nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|
    pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|
    wisconsin|wyoming|ontario|quebec|québec|british columbia|alberta|manitoba|nova scotia|new south wales|victoria|
    queensland|bavaria|bayern|hessen|nordrhein-westfalen|baden-württemberg|sachsen|niedersachsen|île-de-france|
    brandenburg|mecklenburg-vorpommern|rheinland-pfalz|saarland|sachsen-anhalt|schleswig-holstein|thüringen|nordrhein westfalen|
    hesse|saxony|lower saxony|north rhine-westphalia|tirol|steiermark|oberösterreich|niederösterreich|kärnten|vorarlberg|
    auvergne-rhône-alpes|bourgogne-franche-comté|bretagne|centre-val de loire|grand est|hauts-de-france|normandie|
    nouvelle-aquitaine|occitanie|pays de la loire|provence-alpes-côte d'azur|corse|alsace|flandre|wallonie|
    comunidad de madrid|comunitat valenciana|comunidad valenciana|país vasco|galicia|aragón|asturias|cantabria|navarra|
    castilla y león|castilla-la mancha|extremadura|canarias|lombardia|piemonte|veneto|lazio|toscana|emilia-romagna|campania|
    sicilia|puglia|liguria|sardegna|calabria|umbria|marche|abruzzo|friuli-venezia giulia|trentino-alto adige|
    noord-holland|zuid-holland|noord-brabant|gelderland|overijssel|minas gerais|rio grande do sul|paraná|santa catarina|
    bahia|pernambuco|ceará|jalisco|nuevo león|northern ireland|gujarat|west bengal|uttar pradesh|kerala|punjab|rajasthan|
    cataluña|catalonia|andalucía|karnataka|maharashtra|tamil nadu|telangana|england|scotland|wales"""
STATES = _phrases(_STATES)
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
CITIES = _phrases(_CITIES)
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
    estonian latvian lithuanian irish welsh catalan valencian basque breton occitan corsican frisian romansh creole gaelic quechua lingala shona tigrinya oromo dari galician albanian macedonian armenian georgian kazakh uzbek latin
    esperanto luxembourgish maltese belarusian bosnian mongolian khmer lao burmese pashto kurdish azerbaijani twi wolof
    anglais français francais allemand espagnol portugais italien néerlandais russe ukrainien polonais tchèque roumain grec turc
    arabe hébreu chinois japonais coréen vietnamien hindi breton occitan corse alsacien créole kabyle lingala malgache bulgare hongrois serbe croate persan tamoul
    catalan suédois norvégien danois finnois
    englisch französisch deutsch spanisch portugiesisch italienisch niederländisch russisch ukrainisch polnisch tschechisch
    rumänisch griechisch türkisch arabisch hebräisch chinesisch japanisch koreanisch bulgarisch kroatisch serbisch bosnisch albanisch ungarisch slowakisch slowenisch persisch kurdisch
    vietnamesisch finnisch norwegisch schwedisch norwegisch dänisch
    inglés ingles francés frances alemán aleman español castellano portugués italiano neerlandés ruso polaco rumano griego turco
    árabe chino japonés coreano ucraniano búlgaro húngaro checo sueco quechua guaraní catalán valenciano valencià euskera gallego
    inglês francês alemão espanhol português italiano holandês russo chinês japonês norsk svenska dansk suomi nederlands
    inglese francese tedesco spagnolo portoghese olandese russo cinese giapponese arabo rumeno polacco
    nederlands engels duits frans spaans portugees italiaans russisch chinees arabisch turks pools engelska tyska franska
    italiano english/français 中文 英语 法语 德语 日语 韩语 俄语 西班牙语 普通话 粤语 汉语 国语 阿拉伯语 葡萄牙语 意大利语"""
SPOKEN = _words(_SPOKEN)
FLUENCY = re.compile(
    r"(?<![^\W_])(?:native|mother tongue|bilingual|fluent|fluently|proficient|advanced|upper[- ]intermediate|intermediate|"
    r"conversational|basic|beginner|elementary|working|professional|limited|full|business|good|excellent|very good|"
    r"[abc][12]\+?|n[1-5]|toeic|toefl|ielts|jlpt|hsk|cet-?\d|dele|delf|dalf|"
    r"langue maternelle|maternelle|bilingue|courant|professionnel|intermédiaire|débutant|avancé|notions|scolaire|lu|"
    r"muttersprache|muttersprachlich|fließend|verhandlungssicher|gute?|sehr gute?|grundkenntnisse|"
    r"madrelingua|lingua madre|buono|ottimo|discreto|scolastico|fluente|moedertaal|vloeiend|goed|redelijk|uitstekend|matig|basis|"
    r"morsmål|flytende|modersmål|flytande|langue natale|nativ[oa]|lengua materna|fluido|avanzado|intermedio|básico|alto|medio|nativa|fluente|avançado|intermediário)"
    r"(?![^\W_])|母语|流利|熟练|精通|良好|日常会话|四级|六级|专业八级",
    re.IGNORECASE,
)
LEVEL = re.compile(
    r"(?:(?:(?:very|sehr|très|muy|muito|molto)\s)?(?:good|gut|gute|bon|bueno|buena|buono|bom)|(?:highly\s)?"
    r"(?:expert|advanced|proficient|experienced|skilled|competent|familiar)|"
    r"(?:(?:upper|lower)[- ])?intermediate|beginner|novice|basic|basics|elementary|master|senior|junior|"
    r"fluent|native|working knowledge|[★☆●○■□▪▰▱⬤◯*]+|\d(?:\s?/\s?\d|\+?\s?years?)|\d{1,3}\s?%|"
    r"experte|expertin|profi|anfänger|anfängerin|fortgeschrittene?r?|grundkenntnisse|grundlagen|sicher|erfahren|"
    r"experte?|avancée?|intermédiaire|débutante?|confirmée?|maîtrise|notions|"
    r"expert[oa]|avanzad[oa]|intermedi[oa]|básic[oa]|principiante|avançad[oa]|intermediári[oa]|iniciante|"
    r"espert[oa]|avanzat[oa]|gevorderd|gemiddeld|beginnend|精通|熟练|熟悉|了解|掌握)",
    re.IGNORECASE,
)

# ---------------------------------------------------------------- compounds

COMPOUND_HEADS = _words(
    """real end open full high low cross multi non self well long short data on off back front time cost user pre post
    large small mid part third first second two three four five six all always event cloud test peer decision problem
    customer client server hands state best cutting object micro inter intra co anti semi e in out up down one"""
)
COMPOUND_TAILS = _words(
    """driven based time end level source scale facing term wide oriented side house first ready test performance quality
    functional learning platform friendly party stack edge site hand tested native aware specific free focused related
    to of the up down out in on off efficient effective critical art founder managed owned led building making solving"""
)
"""Words before and after hyphens that belong to the word: "event-driven" keeps its hyphen at a line end."""
