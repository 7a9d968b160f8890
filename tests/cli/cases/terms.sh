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
