# Glossaries of other tools, in and out.
printf 'id,subject,ru,en,en status,en pos,en note\n7,право,суд,court,preferred,noun,"a, b"\n7,,,tribunal,forbidden,noun,\n' >terms.csv
tolmach term import terms.csv
for format in glossary-csv utx memoq multiterm omegat; do
    echo "-- $format"
    SOURCE_DATE_EPOCH=0 tolmach term export --glossary terms --format "$format" --output "out.$format" 2>&1
    tr -d '\r' <"out.$format"
    tolmach term import --glossary "$format" --format "$format" -s ru -t en "out.$format" 2>&1
done
tolmach term glossaries
echo "-- no languages"
printf 'мир\tpeace\n' >glossary.txt
tolmach term import glossary.txt 2>&1
echo "exit $?"
tolmach term import -s ru -t en glossary.txt 2>&1
tolmach term list --glossary glossary | cut -f 1,3-
