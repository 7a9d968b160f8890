#!/bin/sh
# OmegaT opens an exported project without a window, translates with its memories, and finds the terms of its
# glossaries: check_omegat.sh COMMAND SOURCE. Skipped (77) where OmegaT is not installed.
set -eu
command=$1 source=$2
jar=/usr/share/omegat/OmegaT.jar
[ -f "$jar" ] && command -v java >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
TOLMACH_DB=$work/bank.db
OMEGAT_REPORT=$work/report
export TOLMACH_DB OMEGAT_REPORT
failed=0

# translate FOLDER: OmegaT fills FOLDER/target and tells what it saw.
translate() {
    rm -f report
    mkdir -p settings
    timeout 120 java -Djava.awt.headless=true "-Duser.home=$work/settings" -jar "$jar" "$work/$1" \
        --mode=console-translate --config-dir="$work/settings" \
        --script="$source/tests/project/omegat_report.groovy" >log 2>&1 </dev/null || { cat log; exit 1; }
    [ -s report ] || { cat log; exit 1; }
    grep -v '^segment\|^term' report
}

# need LINE: OmegaT told this.
need() {
    grep -qxF "$(printf '%b' "$1")" report || { echo "OmegaT does not say: $1"; failed=1; }
}

# need_term SEGMENT SOURCE TARGET: it found the term in the segment that begins so.
need_term() {
    awk -F '\t' -v segment="$1" -v source="$2" -v target="$3" '
        $1 == "segment" { inside = index($2, segment) == 1 }
        inside && $1 == "term" && $2 == source && $3 == target { found = 1 }
        END { exit !found }' report || { echo "OmegaT does not find \"$2\" in \"$1\""; failed=1; }
}

# paragraphs COLUMN [FILTER…]: texts of the protocol, an empty line behind each.
paragraphs() {
    column=$1
    shift
    tail -n +2 "$source/tm/protocol-61.segments.tsv" | "${@:-cat}" | cut -f "$column" | sed 's/$/\n/'
}

"$command" --quiet import "$source/tm/protocol-61.ru-en.tmx"
"$command" --quiet term import "$source/glossaries/presidium.ru-en.tbx"

echo "== the memory has sentences"
# What OmegaT's own rules do not cut within: no full stop before a space.
"$command" --quiet export --format omegat-project --output project
paragraphs 2 awk -F '\t' '$2 !~ /[.?!] /' >project/source/protocol.txt
paragraphs 3 awk -F '\t' '$2 !~ /[.?!] /' >expected
translate project
cmp expected project/target/protocol.txt || { diff expected project/target/protocol.txt; failed=1; }
need 'project\tRU\tEN\ttrue'
need 'memory\tauto/protocol-61.ru-en.tmx\t33'
need 'glossary\t70'
need_term 'О возвращении корабля' 'специальный груз' 'special cargo'
need_term 'Демонтировать' 'ракетная установка' 'missile installation'
need_term 'Вы даете обязательство' 'ООН' 'UN'
need_term 'Громыко, Микоян' 'Хрущев' 'Khrushchev'

echo "== the same as paragraphs, and a memory that is not to be trusted"
cat >doubtful.tmx <<'EOF'
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="block" o-tmf="x" adminlang="en"
srclang="ru" datatype="plaintext"/><body>
<tu><tuv xml:lang="ru"><seg>Да, конечно.</seg></tuv><tuv xml:lang="en"><seg>Never.</seg></tuv></tu>
<tu><prop type="file">other.txt</prop><prop type="prev">Нет.</prop><prop type="next">Да.</prop>
<tuv xml:lang="ru"><seg>Неизвестно.</seg></tuv><tuv xml:lang="en"><seg>Not known.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Вернуть.</seg></tuv><tuv xml:lang="de"><seg>Zurück.</seg></tuv></tu>
</body></tmx>
EOF
sed 's/segtype="sentence"/segtype="paragraph"/' "$source/tm/protocol-61.ru-en.tmx" >whole.tmx
"$command" --quiet memory delete protocol-61.ru-en
"$command" --quiet import whole.tmx doubtful.tmx
"$command" --quiet memory set doubtful --penalty 30
"$command" export --format omegat-project -s ru -t en -o whole
{ paragraphs 2 && printf 'Да, конечно.\n\n'; } >whole/source/protocol.txt
{ paragraphs 3 && printf 'Да, конечно.\n\n'; } >expected
translate whole
cmp expected whole/target/protocol.txt || { diff expected whole/target/protocol.txt; failed=1; }
need 'project\tRU\tEN\tfalse'
need 'memory\tauto/whole.tmx\t33'
need 'memory\tpenalty-30/doubtful.tmx\t2'
need_term 'Текст, предложенный' 'Мин. ин. дел' 'Min. of For. Aff.'

echo "== trusted after all: exact matches are put in, also those from another document"
"$command" --quiet memory set doubtful --penalty 0
"$command" export --format omegat-project -o whole --force
printf 'Да, конечно.\n\nНеизвестно.\n\n' >whole/source/protocol.txt
printf 'Never.\n\nNot known.\n\n' >expected
translate whole
cmp expected whole/target/protocol.txt || { diff expected whole/target/protocol.txt; failed=1; }
need 'memory\tauto/doubtful.tmx\t2'

echo "== the other way round, into the same project's place"
rm -rf whole
"$command" export --format omegat-project -s en -t ru -o whole
paragraphs 3 >whole/source/protocol.txt
paragraphs 2 >expected
translate whole
cmp expected whole/target/protocol.txt || { diff expected whole/target/protocol.txt; failed=1; }
need 'project\tEN\tRU\tfalse'
exit $failed
