"""Postings in prose, tables and the turns of speech of five languages, with what a careful person reads in them. All invented."""

from wild_postings import Wild

SHAPED = (
    Wild(
        "veterinary nurse, British",
        """Registered Veterinary Nurse

Otterbrook Vets is an independent small animal practice in Shrewsbury with nine vets and fourteen nurses.

The role
You will run your own nurse clinics, assist in theatre and monitor anaesthesia, and look after in-patients. This is a
full-time post (40 hours, 1 in 4 Saturdays, no out of hours).

What we need from you
You must be RCVS registered (newly qualified nurses are welcome to apply). A full UK driving licence is essential, because we
cover two branches. You will be confident with dental radiography and placing intravenous catheters.

It would be lovely if you also had
- a certificate in small animal nutrition
- some experience of exotics

Salary £26,500 to £32,000 depending on experience, plus CPD allowance of £500 and a staff discount.""",
        title="Registered Veterinary Nurse",
        company="Otterbrook Vets",
        location="Shrewsbury",
        type="full-time",
        salary=(26_500, 32_000, "GBP", "year"),
        must=("RCVS registered", "Driving licence", "dental radiography"),
        nice=("Nutrition", "exotics"),
        never=("Saturdays", "discount", "allowance"),
    ),
    Wild(
        "tester, musts in one paragraph",
        """QA Engineer (Manual & Automation)
Larkspur Payments | Lisbon or remote within the EU | Permanent

What you'll do: write and run test plans for our card issuing API, report bugs people can act on, and slowly move our regression suite
from spreadsheets to code.

What you bring: three or more years of testing web services, a good command of SQL, experience with Postman (or a similar tool), and
solid written English. You can read Java, and you've automated tests with Selenium, Playwright or Cypress. Ideally you know your way
around JMeter and have worked under PCI DSS; ISTQB certification is welcome but by no means required.

What's in it for you: stock options, a Python course of your choice every year, 25 days off.""",
        title="QA Engineer (Manual & Automation)",
        company="Larkspur Payments",
        location="Lisbon",
        remote="remote",
        type="full-time",
        min_years=3,
        must=("SQL", "Postman", "English", "Java", "Selenium|Playwright|Cypress"),
        nice=("JMeter", "PCI DSS", "ISTQB"),
        never=("Python", "stock options"),
    ),
    Wild(
        "android developer, or equivalent",
        """**Android Developer** — *Pebblestream* (Montréal, QC, on-site 3 days a week)

### Must haves
1. Bachelor's degree in Computer Science, or equivalent work experience
2. 3+ years building Android apps in Kotlin (Java considered)
3. Jetpack Compose; Coroutines and/or RxJava
4. Experience with REST or GraphQL APIs
5. Git

### Assets
1. Kotlin Multiplatform
2. CI with Bitrise, GitHub Actions or similar
3. French

### Compensation
CA$95K–CA$120K a year, RRSP matching, dental plan""",
        title="Android Developer",
        company="Pebblestream",
        location="Montréal, QC",
        remote="hybrid",
        min_years=3,
        education="Bachelor's degree",
        salary=(95_000, 120_000, "CAD", "year"),
        must=("Kotlin", "Jetpack Compose", "Coroutines|RxJava", "REST|GraphQL", "Git"),
        nice=("Kotlin Multiplatform", "French"),
        never=("RRSP", "dental"),
    ),
    Wild(
        "maintenance technician, licences and shifts",
        """MAINTENANCE TECHNICIAN - 2ND SHIFT
Brackwater Foods, Plant 4, Green Bay, WI
$29.75/hr + $1.50 shift differential. Mon-Thu 3:30pm to 2:00am. Overtime as needed.

Keep our bottling lines running: PMs, changeovers, breakdowns.

YOU MUST HAVE
- HS diploma/GED
- 2 yrs industrial maintenance experience (food or beverage a plus)
- Ability to read electrical schematics and hydraulic/pneumatic drawings
- PLC troubleshooting (Allen-Bradley pref.)
- Welding - MIG/TIG
- Valid driver's license
- Able to lift 50 lbs, stand for 10 hrs

NICE TO HAVE
- Forklift cert
- OSHA 10
- Bilingual (Spanish)""",
        title="MAINTENANCE TECHNICIAN - 2ND SHIFT",
        company="Brackwater Foods",
        location="Green Bay, WI",
        min_years=2,
        salary=(29.75, 29.75, "USD", "hour"),
        education="diploma",
        must=("PLC troubleshooting", "Welding", "Driving licence"),
        nice=("Forklift", "OSHA 10", "Spanish", "Allen-Bradley"),
        never=("50 lbs", "Overtime", "differential"),
    ),
    Wild(
        "security analyst, table of a form",
        """Position|SOC Analyst (Tier 2)
Employer|Harrowgate Mutual
Work location|Cardiff - hybrid
Hours|37.5 per week, rota incl. nights
Grade / pay|£38,400 - £44,100

Criterion|Essential|Desirable
Experience|Two years in a security operations centre|Work in financial services
Tools|Splunk or Microsoft Sentinel; EDR such as CrowdStrike|Python scripting
Knowledge|MITRE ATT&CK, incident response|Digital forensics
Qualifications|Security+ or equivalent|GCIH

How to apply|Send a CV and a covering letter by 3 February""",
        title="SOC Analyst (Tier 2)",
        company="Harrowgate Mutual",
        location="Cardiff",
        remote="hybrid",
        min_years=2,
        salary=(38_400, 44_100, "GBP", "year"),
        must=("Splunk|Microsoft Sentinel", "CrowdStrike", "MITRE ATT&CK", "Incident response", "Security+"),
        nice=("Python", "Digital forensics", "GCIH"),
        never=("covering letter", "CV"),
    ),
    Wild(
        "product designer, prose only",
        """Product designer at Mosswork

Mosswork helps housing associations plan repairs. We are 35 people, fully remote across the UK, and we've been profitable since 2019.

We're looking for someone who has spent at least four years designing complex web products. You should be fluent in Figma, comfortable
running usability tests by yourself, and able to talk an engineer through a design system. We'd expect you to know WCAG well: our
users include people with low vision. You don't need to code, though knowing some HTML and CSS is a bonus. Experience in the public
sector would be great, but it isn't a must.

We pay £55k. Everyone gets 28 days of leave and a laptop.""",
        title="Product designer",
        company="Mosswork",
        location="UK",
        remote="remote",
        min_years=4,
        salary=(55_000, 55_000, "GBP", "year"),
        must=("Figma", "Usability testing", "Design systems", "WCAG"),
        nice=("HTML", "CSS", "public sector"),
        never=("laptop", "low vision"),
    ),
    Wild(
        "buyer, German",
        """Strategischer Einkäufer (m/w/d) Metallteile
Hollbrunn Fördertechnik GmbH · Standort: Bielefeld · unbefristet, Vollzeit

Ihre Aufgaben
• Sie verantworten die Warengruppe Dreh- und Frästeile mit einem Volumen von 14 Mio. EUR
• Sie verhandeln Rahmenverträge und entwickeln Lieferanten in Osteuropa weiter

Das bringen Sie mit
• Abgeschlossene kaufmännische Ausbildung oder Studium der Betriebswirtschaftslehre
• Mindestens 5 Jahre Berufserfahrung im technischen Einkauf
• Sehr gute Kenntnisse in SAP MM und MS Excel
• Verhandlungssicheres Englisch, idealerweise auch Polnisch
• Führerschein Klasse B und Reisebereitschaft (ca. 20 %)
Von Vorteil sind Erfahrungen mit Lieferantenaudits sowie Kenntnisse in Power BI.

Das bieten wir
• 30 Tage Urlaub, Gleitzeit und zwei Tage mobiles Arbeiten pro Woche
• Jobrad, Kantine, Deutschkurse für Ihre Familie""",
        title="Strategischer Einkäufer (m/w/d) Metallteile",
        company="Hollbrunn Fördertechnik GmbH",
        location="Bielefeld",
        remote="hybrid",
        type="full-time",
        min_years=5,
        education="Studium der Betriebswirtschaftslehre",
        language="de",
        must=("SAP MM", "Excel", "English", "Driving licence"),
        nice=("Polish", "Lieferantenaudits", "Power BI"),
        never=("Urlaub", "Jobrad", "Deutschkurse"),
    ),
    Wild(
        "accountant, French",
        """Comptable fournisseurs H/F – CDI – Nantes (44)

Le groupe Verrier & Fils (420 salariés, négoce de matériaux) recrute dans
le cadre d'un remplacement.

Vos missions :
- saisie et contrôle des factures fournisseurs
- rapprochements bancaires
- préparation des déclarations de TVA

Votre profil :
De formation Bac+2 en comptabilité (BTS, DUT), vous justifiez d'une expérience
d'au moins 3 ans sur un poste similaire. Chez vous, c'est sûr : vous maîtrisez
Excel et idéalement Sage 100. La connaissance de SAP serait un plus. Un anglais
professionnel est exigé, car vous échangez avec nos fournisseurs irlandais.

Ce que nous offrons : 32 à 36 K€ brut annuel, tickets restaurant,
mutuelle, 1 jour de télétravail par semaine.""",
        title="Comptable fournisseurs H/F",
        company="Verrier & Fils",
        location="Nantes (44)",
        remote="hybrid",
        type="full-time",
        min_years=3,
        salary=(32_000, 36_000, "EUR", "year"),
        education="Bac+2",
        language="fr",
        must=("Excel", "English"),
        nice=("Sage", "SAP"),
        never=("mutuelle", "tickets", "salariés"),
    ),
    Wild(
        "maintenance, Spanish",
        """Se busca técnico/a de mantenimiento de ascensores
Elevadora del Turia, S.L. — Valencia

¿Qué harás? Revisiones preventivas y averías de ascensores en la provincia de Valencia.

Requisitos imprescindibles:
- FP de grado medio en Electricidad o Electromecánica
- Carnet de conducir B
- Experiencia mínima de 1 año en ascensores

Se valorará:
- Conocimientos de autómatas (PLC)
- Inglés básico
- Curso de prevención de riesgos laborales (60 h)

Ofrecemos contrato indefinido a jornada completa, furgoneta de empresa, 21.000 - 24.000 € brutos anuales y formación en Francia.""",
        title="técnico/a de mantenimiento de ascensores",
        company="Elevadora del Turia, S.L.",
        location="Valencia",
        type="full-time",
        min_years=1,
        salary=(21_000, 24_000, "EUR", "year"),
        education="FP",
        language="es",
        must=("Driving licence",),
        nice=("PLC", "English", "Workplace safety"),
        never=("furgoneta", "Francia"),
    ),
    Wild(
        "pharmacist, Portuguese",
        """Farmacêutico(a) Comunitário(a)
Farmácia Ribeira Alta - Braga
Part-time (24 horas semanais, turnos rotativos)

Quem procuramos
Licenciatura ou mestrado em Ciências Farmacêuticas, com inscrição ativa na Ordem dos Farmacêuticos. É obrigatório ter
experiência em atendimento ao público e domínio do Sifarma. Conhecimentos de dermocosmética são valorizados, tal como o inglês.

O que oferecemos
Vencimento de 1.450 € por mês, seguro de saúde e formação contínua.""",
        title="Farmacêutico(a) Comunitário(a)",
        company="Farmácia Ribeira Alta",
        location="Braga",
        type="part-time",
        salary=(1_450, 1_450, "EUR", "month"),
        education="Ciências Farmacêuticas",
        language="pt",
        must=("atendimento ao público", "Sifarma"),
        nice=("dermocosmética", "English"),
        never=("seguro", "turnos"),
    ),
    Wild(
        "data engineer, must should could",
        """Data Engineer, Contract (6 months, outside IR35)
Client: a national rail operator, York. Two days a week on site, the rest from home. £475/day.

MUST: Azure (Data Factory, Synapse), PySpark, strong SQL, dimensional modelling
SHOULD: Terraform, Azure DevOps
COULD: Power BI, Kafka
WON'T: we do not need front-end skills, and there is no line management

Start 2 March. SC clearance or eligibility for it is required.""",
        title="Data Engineer",
        location="York",
        remote="hybrid",
        type="contract",
        salary=(475, 475, "GBP", "day"),
        must=(
            "Azure Data Factory",
            "Azure Synapse",
            "PySpark",
            "SQL",
            "dimensional modelling",
        ),
        nice=("Terraform", "Azure DevOps", "Power BI", "Kafka"),
        never=("front-end", "line management"),
    ),
    Wild(
        "social worker, government",
        """Social Worker II (Child Protective Services)
Department of Family Services, Mesa County - Grand Junction, CO
Hiring range: $4,935.00 - $6,120.00 monthly      FLSA: Non-exempt      Closing date: open until filled

Minimum Qualifications
A Bachelor's degree in Social Work, Psychology or a closely related field from an accredited college AND one year of child
welfare casework; OR a Master's degree in Social Work. Must hold or be able to obtain a Colorado driver's license within 30 days.

Preferred Qualifications
Licensed Clinical Social Worker (LCSW). Experience with the Trails database. Fluency in Spanish.

Special conditions: Must pass a criminal background check and drug screen. Mesa County is an equal opportunity employer and does not
discriminate on the basis of age, disability, marital status or religion.""",
        title="Social Worker II (Child Protective Services)",
        company="Department of Family Services",
        location="Grand Junction, CO",
        min_years=1,
        salary=(4_935, 6_120, "USD", "month"),
        education="Bachelor's degree in Social Work",
        must=("Driving licence",),
        nice=("LCSW", "Trails database", "Spanish"),
        never=("drug", "disability", "criminal"),
    ),
    Wild(
        "lawyer, in-house",
        """Commercial Counsel (m/f/d)
Ferngate Software, Zürich (80–100%)

Your profile
Swiss bar admission, or admission in an EU member state, is a prerequisite. 4 to 6 years' post-qualification experience, gained in a law
firm and/or in-house at a technology company. Drafting and negotiating SaaS agreements is your daily bread. Sound knowledge of the GDPR
and of Swiss data protection law. German (C1) and English (C2); French is an advantage. Knowledge of public procurement law is
desirable, not essential.

About Ferngate
We make contract software for 1,200 notaries. Founded 20 years ago; our stack is Java and React.""",
        title="Commercial Counsel (m/f/d)",
        company="Ferngate Software",
        location="Zürich",
        min_years=4,
        must=("GDPR", "German", "English"),
        nice=("French", "Procurement"),
        never=("React", "notaries", "20 years"),
    ),
    Wild(
        "customer success, message in a channel",
        """hey all — we have budget for a *Customer Success Manager* (EMEA)! Berlin office or remote from CET ±2h. looking for 2+ yrs in CS or
account management at a B2B SaaS, must speak German and English fluently, Salesforce or HubSpot, Gainsight would be a dream.
€60–70k + bonus. ping @Noor if you know someone""",
        title="Customer Success Manager (EMEA)",
        location="Berlin",
        remote="remote",
        min_years=2,
        salary=(60_000, 70_000, "EUR", "year"),
        must=("German", "English", "Salesforce|HubSpot"),
        nice=("Gainsight",),
        never=("ping", "bonus"),
    ),
)
