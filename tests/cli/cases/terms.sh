# Glossaries.
tolmach term import "$SOURCE/glossaries/presidium.ru-en.tbx"
tolmach term import "$SOURCE/glossaries/presidium.ru-en.tbx"
tolmach term glossaries
tolmach term list --lang ru | head -n 5
tolmach term list --lang en --json | grep '"Presidium"\|"Politburo"' | sed 's/"concept_id":[0-9]*/"concept_id":…/'
tolmach memory create m
tolmach lookup -s ru -t en "Ответ Генеральному секретарю ООН о ракетных установках"
echo "exit $?"
tolmach term delete presidium.ru-en
tolmach term list
echo "-- units are no terms"
tolmach term import "$SOURCE/tm/protocol-61.ru-en.tmx" 2>&1
echo "exit $?"
tolmach term import --glossary g - <"$SOURCE/tm/protocol-61.ru-en.tmx" 2>&1
echo "exit $?"
tolmach term import - <"$SOURCE/glossaries/presidium.ru-en.tbx" 2>&1
tolmach term import --glossary g - <"$SOURCE/glossaries/presidium.ru-en.tbx"
tolmach memory list
tolmach term glossaries
