# Bad input is refused with file, line and reason, and the bank is as it was.
tolmach --quiet import "$SOURCE/tm/protocol-61.ru-en.tmx"
tolmach export >before.tmx
refuse() {
    tolmach import "$@" 2>&1
    echo "exit $?"
    tolmach export | cmp - before.tmx
}
head -c 9000 "$SOURCE/tm/protocol-61.ru-en.tmx" >cut.tmx
refuse cut.tmx
: >empty.tmx
refuse empty.tmx
printf 'PK\003\004rest' >zip.tmx
refuse zip.tmx
printf '<?xml version="1.0"?><map version="1.0" orientation="orthogonal"/>' >game.tmx
refuse game.tmx
printf '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><tmx version="1.4"><header/><body><tu><tuv xml:lang="ru"><seg>&b;</seg></tuv></tu></body></tmx>' >bomb.tmx
refuse bomb.tmx
echo "-- one bad file among good ones"
refuse "$SOURCE/glossaries/presidium.ru-en.tbx" cut.tmx
refuse nowhere.tmx
refuse .
echo "-- no bank, no bank at all"
tolmach --db nowhere.db lookup -s ru -t en "а" 2>&1
echo "exit $?"
tolmach --db cut.tmx lookup -s ru -t en "а" 2>&1
echo "exit $?"
