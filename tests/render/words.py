"""What the documents of :mod:`tests.render.documents` say."""

SOURCES = {
    "A": {
        "id": "seed-a",
        "title": "The 2+2 Solidifies Security Cooperation between Japan and the U.S.",
        "short": "The 2+2 Solidifies",
        "reference": "“The 2+2 Solidifies Security Cooperation between Japan and the U.S.” n.d.",
        "kind": "commentary",
        "standpoint": "sympathetic to the alliance",
        "language": "English",
        "translated_from": None,
        "reliability": "D",
        "reliability_reason": "Neither author nor publisher is given; quotes the Joint Statement at length.",
        "note": None,
        "paragraphs": 13,
        "furniture": (1, 12, 13),
    },
    "B": {
        "id": "yang-2024",
        "title": "Commentary by Yang Danzhi (title not given)",
        "short": "Yang, commentary",
        "reference": "Yang Danzhi. Commentary. China Military Online, 2024. Translated from Chinese.",
        "kind": "commentary",
        "standpoint": "critical of the alliance",
        "language": "English",
        "translated_from": "Chinese",
        "reliability": "C",
        "reliability_reason": "Signed, with the author's post; published by an outlet of the People's Liberation Army.",
        "note": "The editor's note says that its opinions are not necessarily the outlet's.",
        "paragraphs": 13,
        "furniture": (1, 12, 13),
    },
}

PASSAGES = {
    "meeting-a": ("A", 2, "in Tokyo on July 28"),
    "focus": ("A", 2, "The statement focused on enhancing interoperability of both forces"),
    "counter": ("A", 2, "introduced to counter recent military progress of China"),
    "joint-hq": ("A", 3, "Japan decided to establish a permanent Joint Headquarters"),
    "intention": (
        "A",
        3,
        "the 2+2 noted U.S. intention to reconstitute the U.S. Forces Japan (USFJ) as a joint force headquarters",
    ),
    "subordinated": ("A", 4, "JSDF will be subordinated to U.S. Force with its dependency"),
    "rank": ("A", 4, "the commander of U.S. headquarters would be in the rank of General"),
    "coproduction": (
        "A",
        5,
        "beneficial co-production opportunities to expand production capacity of Advanced Medium-range Air-to-Air Missile (AMRAAM) and Patriot PAC-3 Missile Segment Enhancement (MSE)",
    ),
    "export": ("A", 6, "the revision enabled them to export it to original country of the license"),
    "edd": (
        "A",
        7,
        "upgrading the bilateral Extended Deterrence Dialogue (EDD) to the minister level",
    ),
    "since-2010": (
        "A",
        7,
        "both governments continued EDD in the level of senior officials since 2010",
    ),
    "dependence": (
        "A",
        8,
        "promoting EDD means further dependence of security of Japan on U.S. nuclear deterrence",
    ),
    "hiroshima": ("A", 8, "contradiction of Kishida who upheld the world without nuclear weapons"),
    "dprk": (
        "A",
        8,
        "EDD might give North Korea a reason to justify its possession of nuclear weapons",
    ),
    "reshape-a": (
        "A",
        9,
        "the People’s Republic of China’s foreign policy seeks to reshape that international order for its own benefit at the expense of others",
    ),
    "serious": ("A", 9, "a serious concern to the alliance and the international community"),
    "volatility": ("A", 10, "because of the volatility of their leadership"),
    "trump": (
        "A",
        10,
        "It is difficult to predict whether the bilateral relationship will be maintained",
    ),
    "kishida": (
        "A",
        11,
        "Kishida is too unpopular in the polls to be assured as the prime minister",
    ),
    "institutional": ("A", 11, "should at least be institutionalized as a diplomatic document"),
    "meeting-b": (
        "B",
        2,
        'convened the "2+2" US-Japan Security Consultative Committee (SCC) in Tokyo',
    ),
    "jfhq": ("B", 4, "the USFJ will be reconstituted into a joint force headquarters (JFHQ)"),
    "jjoc": ("B", 4, "Joint Operations Command (JJOC) by March 2025"),
    "facilitate": (
        "B",
        4,
        "facilitate deeper interoperability and cooperation on joint bilateral operations in peacetime and during contingencies",
    ),
    "isr": (
        "B",
        4,
        "intelligence, surveillance, and reconnaissance (ISR) activities, and cybersecurity",
    ),
    "protection": ("B", 5, "the US military will provide nuclear protection to Japan"),
    "first-document": (
        "B",
        5,
        'draft and release their first joint document on "extended deterrence"',
    ),
    "so-called": ("B", 5, "the so-called threats from China and Russia"),
    "reshape-b": ("B", 6, "foreign policy seeks to reshape the international order"),
    "greatest": (
        "B",
        6,
        "represents the greatest strategic challenge in the Indo-Pacific region and beyond",
    ),
    "smearing": ("B", 6, "smearing its legal, right-asserting activities"),
    "pac3": ("B", 7, "Japan will export more PAC-3 missiles to the US"),
    "jointly": ("B", 7, "jointly produce the advanced medium-range air-to-air missiles"),
    "aggressive": ("B", 9, "their alliance is more aggressive"),
    "no-limits": ("B", 9, "no reservations or limitations about its military buildup"),
    "hotspots": ("B", 9, "keep heating up the existing regional hotspot issues"),
    "nato": ("B", 10, "It will endorse NATO's expansion to the Asia Pacific."),
    "drills": ("B", 10, "joint operations and drills in the vicinity of Japan"),
    "bloc": ("B", 11, "fostering new bloc confrontation"),
    "core": ("B", 11, "the upgraded US-Japan alliance is acting as the core driver"),
}

ICD203 = (
    ("almost no chance", "1–5 %"),
    ("very unlikely", "5–20 %"),
    ("unlikely", "20–45 %"),
    ("roughly even chance", "45–55 %"),
    ("likely", "55–80 %"),
    ("very likely", "80–95 %"),
    ("almost certain", "95–99 %"),
)

QUOTED_TWICE = (
    (
        (
            "reshape-a",
            "the People’s Republic of China’s foreign policy seeks to reshape ==that== international order ==for its own benefit at the expense of others==",
        ),
        ("reshape-b", "foreign policy seeks to reshape ==the== international order"),
    ),
    (
        (
            "serious",
            "a serious concern to the alliance and the international community",
        ),
        (
            "greatest",
            "a serious concern to the Alliance and the ==entire== international community ==and represents the greatest strategic challenge==",
        ),
    ),
)

COMMAND = {
    "id": "command-structure",
    "title": "Command structure: a joint headquarters on each side",
    "bottom_line": "The United States means to give its forces in Japan a joint headquarters; Japan has decided on one of its own. The sources differ on how firm the American step is. {jfhq; intention}",
    "body": """
Japan’s decision came first. Its National Defense Strategy of 2022 set out “to establish a permanent Joint Headquarters” that unifies the commands of the three self-defense forces. {joint-hq} The commentary by Yang Danzhi gives the new body its name and date, the “Joint Operations Command (JJOC) by March 2025”. {jjoc}

The American step answers it. Yang reports that “the USFJ will be reconstituted into a joint force headquarters (JFHQ)”. {jfhq} The other source is more careful: the meeting “noted U.S. intention to reconstitute the U.S. Forces Japan (USFJ) as a joint force headquarters”. {intention} One is an announcement of a fact to come, the other of a purpose; this brief follows the careful reading wherever it speaks in its own voice.

Both sources agree on the aim. The Joint Statement, as quoted by Yang, wants to “facilitate deeper interoperability and cooperation on joint bilateral operations in peacetime and during contingencies”. {facilitate} Yang adds that this takes in “intelligence, surveillance, and reconnaissance (ISR) activities, and cybersecurity”, which the other source does not mention. {isr} For its part that source says that the statement “focused on enhancing interoperability of both forces”. {focus}

What the sources make of it differs:

- **Worry about command.** There is “a concern in Japan”, the first source writes, that the self-defense forces “will be subordinated to U.S. Force with its dependency” in information, capabilities or decisions. {subordinated}
- **Worry about rank.** Some hope that “the commander of U.S. headquarters would be in the rank of General”, so that the titles of the two commanders match. {rank}
- **Worry about purpose.** Yang holds that with the new coordination “their alliance is more aggressive”. {aggressive}
""",
    "gaps": "Neither source says when the American headquarters would begin work, what powers it would have over units in Japan, or which rank its commander will hold.",
    "judgment": "The two headquarters will work side by side rather than as one. No source claims a combined command, and the concern about subordination is about practice, not about the text. We would revise this if the rank of the American commander were announced.",
}

DETERRENCE = {
    "id": "extended-deterrence",
    "title": "Extended deterrence: ministers take over a dialogue of officials",
    "bottom_line": "A dialogue held by senior officials since 2010 moves up to ministers, and a first joint document on extended deterrence is expected. {edd; first-document}",
    "body": """
The first source calls “upgrading the bilateral Extended Deterrence Dialogue (EDD) to the minister level” one of the highlights of the meetings. {edd} Until now, it recalls, “both governments continued EDD in the level of senior officials since 2010”. {since-2010}

Yang explains the term for his readers: “the US military will provide nuclear protection to Japan” by countering attacks from any enemy. {protection} He reports, without naming where it is said, that the two governments will “draft and release their first joint document on “extended deterrence””. {first-document} The other source knows nothing of such a document.

On the motive the sources part. The first speaks of a “severe strategic and nuclear environment” that both governments see. Yang writes that Japan has become supportive “because of the so-called threats from China and Russia”. {so-called} The adjective is his.

Objections inside Japan are reported by the first source only:

- It holds in its own voice that “promoting EDD means further dependence of security of Japan on U.S. nuclear deterrence”. {dependence}
- Some newspapers saw a “contradiction of Kishida who upheld the world without nuclear weapons” as host of the G7 summit at Hiroshima in 2023. {hiroshima}
- A disarmament expert quoted by Tokyo Shimbun feared that the dialogue “might give North Korea a reason to justify its possession of nuclear weapons”; the article passes the comment on. {dprk}
""",
    "gaps": "No source gives a date for the joint document, says who would sign it, or describes its legal character.",
    "judgment": "Raising the dialogue to ministers is a political signal before it is a military change. It makes later retreat costlier for either government, which may be the point of it.",
}

INDUSTRY = {
    "id": "defense-industry",
    "title": "Defense industry: missiles made together, and sent across the Pacific",
    "bottom_line": "Both sources report co-production of air-to-air missiles. They describe the Patriot missile in different ways: more capacity in one, more exports in the other. {coproduction; pac3}",
    "body": """
The first source quotes the statement itself. Ministers welcomed efforts “to pursue beneficial co-production opportunities to expand production capacity of Advanced Medium-range Air-to-Air Missile (AMRAAM) and Patriot PAC-3 Missile Segment Enhancement (MSE)”. {coproduction} Yang’s version is shorter and goes further: “Japan will export more PAC-3 missiles to the US”, to make up for what the United States has given to Ukraine, and the two countries will “jointly produce the advanced medium-range air-to-air missiles”. {pac3; jointly}

Export is possible since 2023, when Japan revised its rules on the transfer of defense equipment; for goods made under an American license “the revision enabled them to export it to original country of the license”. {export} Yang does not mention the change of rules, the first source does not mention Ukraine. Read together, the two accounts fit; neither confirms the other.

| Item | First source | Yang |
|---|---|---|
| AMRAAM | co-production, capacity {coproduction} | joint production {jointly} |
| PAC-3 | co-production, capacity {coproduction} | more exports to the US {pac3} |
| Legal ground | revision of 2023 {export} | not mentioned |
""",
    "gaps": "Quantities, prices, contractors and delivery dates are missing from both sources.",
}

CHINA = {
    "id": "china",
    "title": "China, Russia and North Korea: what the statement says, and how it is quoted",
    "bottom_line": "Both sources quote the statement on China’s foreign policy, in words that are close but not the same. {reshape-a; reshape-b}",
    "body": """
In the first source, ministers concurred that “the People’s Republic of China’s foreign policy seeks to reshape that international order for its own benefit at the expense of others”. {reshape-a} Yang quotes that it “seeks to reshape the international order” and stops there. {reshape-b} The words on benefit and expense are missing from his quotation, without a mark of omission.

He does quote what the first source only reports: that this “represents the greatest strategic challenge in the Indo-Pacific region and beyond”. {greatest} The first source has “a serious concern to the alliance and the international community”, in its own words. {serious}

Yang contests the passage. The statement, he writes, is “smearing its legal, right-asserting activities” in the South and East China Sea. {smearing} The first source names the purpose in the alliance’s terms, measures “introduced to counter recent military progress of China”, along with Russia and North Korea. {counter}

On Russia the statement, again as quoted by Yang, points to “joint operations and drills in the vicinity of Japan”. {drills}
""",
    "judgment": "The gap between the two quotations matters less than what both leave out: the statement’s own text. It should be obtained before any of these sentences is used in public.",
}

RISK = {
    "id": "political-risk",
    "title": "Political risk: agreements written to outlast their authors",
    "bottom_line": "The first source sees the statement as insurance against changes of leadership in both capitals; Yang sees it as a step toward blocs. {institutional; bloc}",
    "body": """
Both governments, the first source argues, needed to reconfirm their principles “because of the volatility of their leadership”. {volatility} President Biden had announced that he would not stand in November, and “it is difficult to predict whether the bilateral relationship will be maintained” under a President Trump. {trump} In Tokyo, “Kishida is too unpopular in the polls to be assured as the prime minister” after his party’s election in September. {kishida} Hence the hope of officials that what leaders agreed “should at least be institutionalized as a diplomatic document”. {institutional}

Yang looks at the region. Japan will, in his view, have “no reservations or limitations about its military buildup”. {no-limits} He foresees that the two countries will “keep heating up the existing regional hotspot issues”, naming the Korean Peninsula, the South and East China Sea and the Taiwan Strait. {hotspots} He concludes that the meeting will “endorse NATO’s expansion to the Asia Pacific”, {nato} and that the two are “fostering new bloc confrontation”, {bloc} with the alliance “acting as the core driver”. {core}
""",
    "gaps": "Neither source reports what other governments in the region said.",
    "judgment": "The decisions most exposed to a change of government are those without a date: the rank of the commander, the powers of the new headquarters, the joint document.",
}

DIFFERENCES = (
    (
        "Will or intends",
        (("intention", None), ("jfhq", None)),
        "“intends to”, because the first source reports an intention and no decision is documented.",
    ),
    (
        "Wording on the order",
        (("reshape-a", None), ("reshape-b", None)),
        "Each quoted with its source, never merged.",
    ),
    (
        "Patriot missiles",
        (("coproduction", None), ("pac3", None)),
        "Both, side by side; neither confirms the other.",
    ),
    (
        "Joint document",
        (("first-document", None, "statement", "“it is said”"),),
        "As reported by one source.",
    ),
)

TIMELINE = (
    (
        "2010",
        "2010",
        "Dialogue on extended deterrence begins among senior officials. {since-2010}",
        False,
    ),
    (
        "2022",
        "2022",
        "Japan’s National Defense Strategy decides on a joint headquarters. {joint-hq}",
        False,
    ),
    ("2023", "2023", "Japan revises its rules on the export of defense equipment. {export}", False),
    (
        "2024-07-28",
        "28 July 2024",
        "The 2+2 meets in Tokyo and issues the Joint Statement. {meeting-a; meeting-b}",
        False,
    ),
    ("2024-11", "November 2024", "Presidential election in the United States. {trump}", True),
    ("2025-03", "March 2025", "Japan’s Joint Operations Command is to stand. {jjoc}", True),
)

JUDGMENTS = (
    (
        "The United States will set up a joint force headquarters in Japan that works beside, not above, Japan’s own. {jfhq; intention}",
        None,
        "likely",
        "55–80 %",
    ),
    (
        "Raising the deterrence dialogue to ministers binds successors more than it changes forces. {edd; first-document}",
        "moderate",
        None,
        None,
    ),
    (
        "Co-production of missiles goes ahead; exports of the Patriot to the United States depend on output that no source documents. {coproduction; pac3}",
        "low",
        None,
        None,
    ),
    (
        "Beijing will treat the measures as one package and answer them in words before deeds. {aggressive; bloc}",
        None,
        "very likely",
        "80–95 %",
    ),
)

TITLE = "US–Japan 2+2: a joint headquarters is intended, its powers are not settled"

AUDIENCES = {
    "analyst": {
        "template": "full",
        "title": TITLE,
        "standfirst": "What the Security Consultative Committee of 28 July 2024 decided, how two commentaries from opposite standpoints report it, and where their words part.",
        "bottom_line": "The meeting in Tokyo moved the alliance toward two joint headquarters, a ministerial dialogue on nuclear deterrence and common production of missiles. {meeting-a; meeting-b} The sources agree on the direction. They differ on how binding the American step is, {intention; jfhq} and on whether it steadies the region or divides it. {counter; bloc}",
        "key_judgments": JUDGMENTS,
        "sections": (COMMAND, DETERRENCE, INDUSTRY, CHINA, RISK),
        "differences": DIFFERENCES,
        "timeline": TIMELINE,
        "recommendations": (
            "Obtain the Joint Statement itself before quoting any of it in public; both sources give it second-hand.",
            "Ask Washington for the date and rank of the new headquarters before commenting on subordination.",
            "Keep the two wordings on China apart in all briefing lines.",
        ),
        "glossary": (
            ("2+2", "The meeting of the foreign and defense ministers of both countries."),
            ("EDD", "Extended Deterrence Dialogue."),
            ("JFHQ", "Joint force headquarters, the planned form of US Forces Japan."),
            ("JJOC", "Joint Operations Command of the Japan Self-Defense Forces."),
            ("USFJ", "US Forces Japan."),
        ),
    },
    "minister": {
        "template": "one-page",
        "title": "US–Japan 2+2: a joint headquarters is intended, its powers are not settled",
        "to": "The Minister",
        "purpose": "For decision by 9 August",
        "bottom_line": "Washington intends to turn US Forces Japan into a joint headquarters beside Japan’s own. {intention} The step is announced, not yet ordered: rank, powers and date are open. We should welcome the aim and say nothing on command until Washington answers.",
        "sections": (
            {
                "id": "agreed",
                "title": "What was agreed",
                "body": """
- Japan sets up a Joint Operations Command by March 2025. {jjoc}
- The United States intends to reconstitute its forces in Japan as a joint force headquarters. {intention}
- The dialogue on extended deterrence rises from officials to ministers. {edd}
- Both sides pursue co-production of AMRAAM and PAC-3 missiles. {coproduction}
""",
            },
            {
                "id": "matters",
                "title": "Why it matters",
                "body": """
- In Japan there is concern that its forces “will be subordinated to U.S. Force with its dependency”. {subordinated}
- A Chinese commentator says “their alliance is more aggressive” and speaks of “new bloc confrontation”. {aggressive; bloc}
- Leaders in both capitals may change within the year; officials want the agreements “institutionalized as a diplomatic document”. {institutional}
""",
                "gaps": "We have not seen the Joint Statement; both sources quote it second-hand, and in different words. {reshape-a; reshape-b} The powers of the new headquarters, the rank of its commander and the date are not public.",
            },
        ),
        "recommendations": (
            "Welcome closer coordination in general terms at Thursday’s meeting.",
            "Do not comment on command or subordination before Washington has answered our questions.",
            "Approve a request to both embassies for the text and for the timetable.",
        ),
    },
    "public": {
        "template": "explainer",
        "title": "What did Japan and the United States agree on in Tokyo?",
        "standfirst": "A short guide to the meeting of 28 July 2024, and to what people say about it.",
        "bottom_line": """
- Both countries plan new headquarters for their forces in Japan. {intention; joint-hq}
- Ministers will now lead the talks on nuclear protection. {edd}
- Supporters see more safety, critics see new blocs. {counter; bloc}
""",
        "sections": (
            {
                "id": "what-is-it",
                "title": "What is the 2+2?",
                "body": "It is a regular meeting of four people: the foreign and defense ministers of both countries. They met “in Tokyo on July 28”. {meeting-a} Afterwards they issued a joint statement. We have not seen that statement itself. We know it from two articles, and the two do not always quote it alike.\n\nOne article supports the alliance. It does not name its author. The other was written by Yang Danzhi, a scholar in Beijing, and was translated from Chinese. It is critical.",
            },
            {
                "id": "command",
                "title": "What changes for the armed forces?",
                "body": "Japan will unite the command of its three forces. The new office is due “by March 2025”. {jjoc} The United States plans a similar step for its forces in Japan. One article says that the meeting “noted U.S. intention to reconstitute” them as a joint headquarters. {intention} The other says that they “will be reconstituted”. {jfhq} So one speaks of a plan, the other of a fact.\n\nNobody has said yet who will lead the new office. In Japan some people worry that their forces “will be subordinated to U.S. Force”. {subordinated} Others hope that the American commander will be a full general. {rank} Neither article says that one country will command the forces of the other.",
            },
            {
                "id": "nuclear",
                "title": "Is this about nuclear weapons?",
                "body": "In part. The United States promises to protect Japan, if need be with nuclear weapons. This is called extended deterrence. Officials of both countries have talked about it since 2010. {since-2010} Now ministers will. {edd}\n\nJapan is “the only country in the world that has ever been under nuclear attacks”, Yang recalls. Some Japanese newspapers saw a contradiction: the prime minister had spoken up for “the world without nuclear weapons”. {hiroshima} An expert feared that the talks “might give North Korea a reason to justify its possession of nuclear weapons”. {dprk}\n\nYang writes that the two governments will publish a first joint document on the matter. {first-document} The other article does not mention one.",
            },
            {
                "id": "weapons",
                "title": "What will be built together?",
                "body": "Missiles. Both articles name a missile that is fired from one aircraft at another. They also name the Patriot, which shoots down missiles in flight. The statement wants “to expand production capacity”, one article says. {coproduction} The other says that Japan will send more Patriots to the United States. {pac3} Japan changed its export rules in 2023 to allow this. {export}",
            },
            {
                "id": "views",
                "title": "Who says what about it?",
                "body": "The first article says that the steps were “introduced to counter recent military progress of China”. {counter} It also names Russia and North Korea. It expects trouble from politics: “It is difficult to predict” what a new president would do. {trump}\n\nYang disagrees. He writes that the alliance is “more aggressive”. {aggressive} He says that the two countries are “fostering new bloc confrontation”. {bloc} China, he writes, acts within the law in the seas around it.\n\n| Question | One article | Yang |\n|---|---|---|\n| Why now? | China’s military progress {counter} | “so-called threats” {so-called} |\n| What follows? | less doubt about the alliance | new blocs {bloc} |",
            },
        ),
        "timeline": TIMELINE,
        "glossary": (
            ("2+2", "A meeting of two foreign and two defense ministers."),
            (
                "Extended deterrence",
                "A promise to protect an ally, if need be with nuclear weapons.",
            ),
            ("Joint headquarters", "One office that commands land, sea and air forces together."),
            ("Patriot (PAC-3)", "A missile that shoots down other missiles."),
        ),
    },
    "legislator": {
        "template": "committee",
        "title": "The US–Japan 2+2 of July 2024: positions and open points",
        "standfirst": "Background for the committee’s hearing on the alliance; no recommendation is made.",
        "bottom_line": "The meeting announced joint headquarters, a ministerial deterrence dialogue and missile co-production. {meeting-a; meeting-b} The sources are silent on cost, on legal form and on reporting duties.",
        "sections": (COMMAND, DETERRENCE, RISK),
        "differences": DIFFERENCES[:3],
        "questions": (
            "When will the American headquarters begin its work, and under which rank? {rank}",
            "What will Japan’s new command cost, and from which budget line? {joint-hq}",
            "Will the joint document on extended deterrence be laid before the legislature? {first-document}",
            "Which quantities of PAC-3 missiles are to be exported, and when? {pac3}",
        ),
        "timeline": TIMELINE[:4],
    },
}
