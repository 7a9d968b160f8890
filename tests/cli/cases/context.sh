# Context: the neighbouring lines of a batch, --prev and --next, and where a unit's neighbours are known from.
tmx=$SOURCE/tm/protocol-61.ru-en.tmx
tolmach import "$tmx" --quiet
lines() { sed -n '/xml:lang="ru"/{n;s/ *<seg>\(.*\)<\/seg>/\1/p}' "$tmx"; }
short() { grep -o '"hits":\[{"score":[0-9]*\|"context":"[a-z]*"' | sed 's/.*://' | tr -d '"' | paste -sd ' '; }
lines > batch
tolmach lookup -s ru -t en -k 1 --json < batch | short
echo "--- two lines exchanged"
sed '2{h;d};3{G}' batch | tolmach lookup -s ru -t en -k 1 --json | short | cut -c 1-70
echo "--- an empty line"
sed '3s/^/\n/' batch | tolmach lookup -s ru -t en -k 1 --json | short | cut -c 1-60
echo "--- without context, and alone"
head -3 batch | tolmach lookup -s ru -t en -k 1 --json --no-context | short
head -1 batch | tolmach lookup -s ru -t en -k 1 --json | short
echo "--- operands, in both directions"
tolmach lookup -s ru -t en -k 1 "$(sed -n 5p batch)" "$(sed -n 6p batch)" "$(sed -n 7p batch)"
tolmach lookup -s en -t ru -k 1 --json --prev Khrushchev --next "I. On the response to Kennedy" "Return it." | short
echo "--- one side, the other, both, none; penalties count"
before=$(sed -n 5p batch) after=$(sed -n 7p batch)
tolmach lookup -s ru -t en -k 1 --prev "$before" "$(sed -n 6p batch)"
tolmach lookup -s ru -t en -k 1 --next "$after" "$(sed -n 6p batch)"
tolmach lookup -s ru -t en -k 1 --prev "$before" --next "$after" --penalty protocol-61.ru-en=4 "$(sed -n 6p batch)"
tolmach lookup -s ru -t en -k 1 --prev "" --next "" --json "$(sed -n 6p batch)" | short
tolmach lookup -s ru -t en --min-score 102 --prev "$before" "$(sed -n 6p batch)" 2>&1
tolmach lookup -s ru -t en --no-context --prev x y 2>&1
cat > props.tmx <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en"
 srclang="ru" datatype="plaintext"/><body>
<tu><prop type="prev">Первое.</prop><prop type="next">Третье.</prop>
<tuv xml:lang="ru"><seg>Омега.</seg></tuv><tuv xml:lang="en"><seg>OmegaT.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><prop type="x-context-pre">&lt;seg>Первое&lt;bpt i="1">b&lt;/bpt>.&lt;/seg></prop>
<prop type="x-context-post">&lt;seg>Третье.&lt;/seg></prop><seg>Мемо.</seg></tuv>
<tuv xml:lang="en"><seg>memoQ.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><prop type="context_prev">Первое.</prop><prop type="context_next">Третье.</prop>
<seg>Фраза.</seg></tuv><tuv xml:lang="en"><seg>Phrase.</seg></tuv></tu>
<tu><prop type="x-previous-source-text"><seg>Первое.</seg></prop><prop type="x-next-source-text">Третье.</prop>
<tuv xml:lang="ru"><seg>Икс.</seg></tuv><tuv xml:lang="en"><seg>XTM.</seg></tuv></tu>
<tu><prop type="x-ContextContent">Нулевое. |  | Zeroth. | </prop><prop type="x-ContextContent">Первое. |  | First. | </prop>
<tuv xml:lang="ru"><seg>Традос.</seg></tuv><tuv xml:lang="en"><seg>Trados.</seg></tuv></tu>
</body></tmx>
END
echo "--- props"
tolmach import props.tmx --quiet
for text in Омега. Мемо. Фраза. Икс. Традос.; do
    tolmach lookup -s ru -t en -m props -k 1 --prev "Первое." --next "Третье." --json "$text" | short
done
tolmach lookup -s en -t ru -m props -k 1 --prev "First." --next "Nothing." --json "Trados." | short
tolmach verify
