# Bilingual text goes in and out.
printf 'sep=;\r\nru;en;Комментарий\r\n"Утвердить ""указания""";Affirm;x\r\nДа, конечно;"Yes; sure"\r\n' |
    iconv -f UTF-8 -t WINDOWS-1251 >excel.csv
tolmach import --strict excel.csv
echo "exit $?"
tolmach import excel.csv 2>&1
tolmach import --encoding windows-1251 --memory again --strict excel.csv
tolmach export --memory excel --format csv --columns source,target,Комментарий
echo "-- languages"
printf 'source\ttarget\nНет\tNo\n' >words.tsv
tolmach import words.tsv 2>&1
tolmach import -s ru -t en words.tsv
echo "-- aligned files"
printf 'Раз\nДва\n' >corpus.ru
printf 'One\nTwo\n' >corpus.en
tolmach import corpus.ru corpus.en
printf 'Three\n' >>corpus.en
tolmach import corpus.ru corpus.en 2>&1
echo "exit $?"
tolmach export --memory corpus --format moses --output out 2>&1
cat out.ru out.en
echo "-- catalogues"
tolmach export --memory corpus --output corpus.po 2>&1
cat corpus.po
tolmach import --memory po corpus.po
tolmach export --memory excel -s ru -t de --format po 2>&1
echo "-- memories of other tools"
tolmach export --memory corpus --format wordfast | iconv -f UTF-16 -t UTF-8 | tr -d '\r'
tolmach export --memory corpus --format weblate | tee corpus.json
tolmach import --memory json corpus.json
tolmach memory list
