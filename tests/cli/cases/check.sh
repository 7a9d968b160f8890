# Checks of a file and of a memory: rules, reports, severities, marks, baselines.
cat >g.tbx <<'TBX'
<martif type="TBX-Basic" xml:lang="ru"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body><termEntry id="1"><langSet xml:lang="ru"><tig><term>Президиум</term></tig></langSet>
<langSet xml:lang="en"><tig><term>Presidium</term></tig></langSet></termEntry>
<termEntry id="2"><langSet xml:lang="ru"><tig><term>Кеннеди</term></tig></langSet>
<langSet xml:lang="en"><tig><term>Kennedy</term></tig></langSet></termEntry></body></text></martif>
TBX
cat >t.tsv <<'TSV'
ru	en	tuid
Решения Президиума	Decisions of the Board	1
Письмо Кеннеди 1962 г.	Kenedy’s letter of 1926	2
Как [действовать] дальше	How to proceed further	3
Вернуть.	Return it.	4
Вернуть.	Send it back.	5
TSV
tolmach check -g g.tbx t.tsv
echo "exit $?"
echo "-- errors only"
tolmach check -g g.tbx --severity error --rules default,-number-mismatch t.tsv
echo "exit $?"
echo "-- JSON"
tolmach check -g g.tbx --rules name-romanisation --json t.tsv
echo "-- a baseline, and one more finding"
tolmach check -g g.tbx --write-baseline base t.tsv 2>&1
echo "exit $?"
tolmach check -g g.tbx --baseline base t.tsv
echo "exit $?"
printf 'Остров Куба\tThe island of Cub\320\260\t6\n' >>t.tsv
tolmach check -g g.tbx --baseline base t.tsv
echo "exit $?"
echo "-- Protocol 61 in a bank, with its glossary"
tolmach import --quiet "$SOURCE/tm/protocol-61.ru-en.tmx"
tolmach term import --quiet "$SOURCE/glossaries/presidium.ru-en.tbx"
tolmach check --severity info
echo "exit $?"
echo "-- units that want to be left alone"
cat >ignored.tmx <<'TMX'
<tmx version="1.4"><header srclang="ru"/><body>
<tu><prop type="x-tolmach-ignore">number-mismatch</prop><tuv xml:lang="ru"><seg>в 1962 г.</seg></tuv>
<tuv xml:lang="en"><seg>in 1926 [sic]</seg></tuv></tu>
<tu><prop type="x-tolmach-ignore">*</prop><tuv xml:lang="ru"><seg>в 1962 г.</seg></tuv>
<tuv xml:lang="en"><seg>(in 1926</seg></tuv></tu></body></tmx>
TMX
tolmach check ignored.tmx
echo "-- refusals"
tolmach check --rules term-mising t.tsv 2>&1
tolmach check --severity high t.tsv 2>&1
tolmach check - 2>&1
tolmach check nothing 2>&1
tolmach check -g "$PWD/nothing.tbx" t.tsv 2>&1
tolmach check --glossary nothing t.tsv 2>&1
echo x >broken
tolmach check --baseline broken t.tsv 2>&1
