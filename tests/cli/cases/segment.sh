# Segments of texts: text, tsv, json; rules of a file; wrapped lines; encodings; what is refused.
cat >ru.txt <<'TEXT'
25 октября 1962 г.
VI. Сообщение тов. Громыко о работе делегации на XVII сессии ООН
Тов. Зорин предложил это правильно. Утвердить указания тов. Зорину.

— Где он? — спросил Н. С. Хрущев. — Кто знает!..
TEXT
tolmach segment --lang ru ru.txt
echo "== tsv, standard input"
printf 'Mr. Smith left the U.S. He met “Why?” fans at 5 p.m. Friday.\n' | tolmach segment -l en --format tsv
echo "== json: nothing is lost"
printf '\n  One.  Two.\t \n' | tolmach segment -l en --json -
echo "== wrapped lines"
printf 'Это одно\nпредложение. Это\nдругое.\n\nНовый абзац\n' | tolmach segment -l ru --wrapped
echo "== Unicode, and a language without rules"
printf 'Mr. Smith left. He ran.\n' | tolmach segment -l en --unicode
printf 'Er kam. Sie ging.\n' | tolmach segment -l de
echo "== rules of a file"
cat >rules.srx <<'SRX'
<srx version="2.0" xmlns="http://www.lisa.org/srx20">
<header segmentsubflows="yes" cascade="yes"/>
<body><languagerules><languagerule languagerulename="all">
<rule break="no"><beforebreak>\bMr\.</beforebreak><afterbreak>\s</afterbreak></rule>
<rule break="yes"><beforebreak>[;.]</beforebreak><afterbreak>\s</afterbreak></rule>
<rule break="yes"><beforebreak>(</beforebreak><afterbreak></afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="EN.*" languagerulename="all"/></maprules></body></srx>
SRX
printf 'Mr. Smith left; he ran. And?  So.\n' | tolmach segment -l en --srx rules.srx
echo "== another encoding"
printf '\317\360\350\342\345\362. \312\340\352 \344\345\353\340?\n' >cp1251.txt
tolmach segment -l ru --encoding windows-1251 cp1251.txt
echo "== refused"
tolmach segment ru.txt; echo $?
tolmach segment -l ru --srx rules.srx ru.txt; echo $?
tolmach segment -l ru --srx ru.txt ru.txt; echo $?
tolmach segment -l ru --format xml ru.txt; echo $?
tolmach segment -l ru --srx rules.srx --unicode ru.txt; echo $?
printf 'PK\003\004\000\000' | tolmach segment -l ru; echo $?
tolmach segment -l ru nothing.txt ru.txt | head -1
printf '  \n' | tolmach segment -l ru; echo $?
