# What a hit says of its differences: marks, moves, reversals of meaning, proposed targets, the cost table.
cat >small.tmx <<'TMX'
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="ru"
datatype="plaintext"/><body>
<tu><tuv xml:lang="ru"><seg>Микоян и Зорин предложили голосовать за новую резолюцию о кубинских ракетах на вечернем заседании.</seg></tuv><tuv xml:lang="en"><seg>Mikoyan
and Zorin proposed to vote for a new resolution on the Cuban rockets at the evening meeting.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Ракеты нельзя вывозить до голосования.</seg></tuv><tuv xml:lang="en"><seg>The rockets must not be
removed before the vote.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>В 14:30 принято 5 документов на 1 000,5 т груза.</seg></tuv><tuv xml:lang="en"><seg>At 2:30 p.m. 5
documents for 1,000.5 t of cargo were adopted.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>XVII сессия закрыта 25-го октября.</seg></tuv><tuv xml:lang="en"><seg>The 17th session was closed on
October 25th.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Прилагается 1 документ.</seg></tuv><tuv xml:lang="en"><seg>1 document is attached.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Смотри https://example.org/a и раздел 5.</seg></tuv><tuv xml:lang="en"><seg>See
https://example.org/a and section 5.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Утвердить <ph x="1"/>ответ<ph x="2"/> Кеннеди.</seg></tuv><tuv xml:lang="en"><seg>Approve <ph
x="1"/>the reply<ph x="2"/> to Kennedy.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Раздел 5, страница 5</seg></tuv><tuv xml:lang="en"><seg>Section 5, page 5</seg></tuv></tu>
</body></tmx>
TMX
tolmach --quiet import small.tmx
ask() { tolmach lookup -s ru -t en --min-score 30 --limit 1 "$@"; }
echo "-- marks and moves"
ask "На вечернем заседании Микоян и Зорин предложили голосовать за новые резолюции о кубинских ракетах."
echo "-- other meaning"
ask "Ракеты можно вывозить после голосования."
echo "-- values put in"
ask "В 9:05 принято 22 документа на 2 345,75 т груза."
ask "XVIII сессия закрыта 3-го мая."
ask "Смотри https://example.org/b и раздел 6."
ask "Раздел 6, страница 6"
ask "Утвердить ответ Кеннеди."
echo "-- and not put in"
ask --explain "Прилагается 5 документов."
ask --explain "Раздел 5, страница 6"
echo "-- the same from English"
tolmach lookup -s en -t ru -k 1 -n 30 "The 22nd session was closed on November 1st."
echo "-- as JSON"
ask --json --explain "XVIII сессия закрыта 3-го мая."
ask --json "На вечернем заседании Микоян и Зорин не предложили голосовать за новую резолюцию о кубинских ракетах."
echo "-- Protocol 61"
tolmach --quiet import "$SOURCE/tm/protocol-61.ru-en.tmx"
ask -m protocol-61.ru-en "26 октября 1962 г."
ask -m protocol-61.ru-en "VI. Сообщение тов. Громыко о работе делегации на XVIII сессии ООН"
