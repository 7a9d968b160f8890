# Two texts become units: a file, a memory, a review that is changed by hand and taken back; what is refused.
tmx=$SOURCE/tm/protocol-61.ru-en.tmx
lines() { sed -n "/xml:lang=\"$1\"/{n;s/ *<seg>\(.*\)<\/seg>/\1/p}" "$tmx" | sed 's/&amp;/\&/g'; }
lines ru >p.ru.txt
lines en >p.en.txt
# How sure a pair is may change with the method: N stands for it.
hide() { sed 's/confidence [0-9]* %/confidence N %/; s/"mean_confidence":[0-9]*/"mean_confidence":N/'; }
echo "== a file"
tolmach align p.ru.txt p.en.txt -o p.tsv 2>&1 | hide
cut -f 1,2,4,5 p.tsv | sed -n '1p;6,8p'
echo "== a memory, and its context"
tolmach align -s ru -t en p.ru.txt p.en.txt --into protocols 2>&1 | tail -1
tolmach align -s ru -t en p.ru.txt p.en.txt --into protocols 2>&1 | tail -1
short() { grep -o '"hits":\[{"score":[0-9]*' | sed 's/.*://' | sort | uniq -c; }
tolmach lookup -s ru -t en -k 1 --json <p.ru.txt | short
echo "== TMX, and the context of what was left out"
sed '9,11d' p.en.txt >less.en.txt
tolmach align p.ru.txt less.en.txt -o less.tmx 2>&1 | hide
grep -c '<tu ' less.tmx
grep 'context_' less.tmx
tolmach --db less.db import --quiet less.tmx
sed -n '8p;12p' p.ru.txt >apart
tolmach --db less.db lookup -s ru -t en -k 1 --json <apart | short
tolmach --db less.db lookup -s ru -t en -k 1 --json <p.ru.txt | short
echo "== items that were exchanged"
{ sed -n '1,20p;26,31p' p.en.txt; sed -n '21,25p;32,33p' p.en.txt; } >moved.en.txt
tolmach align p.ru.txt moved.en.txt -o moved.tmx 2>&1 | hide
grep -c x-moved moved.tmx
echo "== one-sided units, and those that are not sure"
tolmach align p.ru.txt less.en.txt --keep-one-sided -f csv -q | cut -d , -f 1 | wc -l
tolmach align p.ru.txt less.en.txt --min-confidence 101 2>&1
tolmach align -q p.ru.txt less.en.txt --min-confidence 50 -o none.tmx; echo $?
echo "== a review: one row right, one wrong, a segment moved, a text mended"
tolmach align -q p.ru.txt p.en.txt --review-out r.tsv
head -4 r.tsv | cut -f 1,2,4-
tab=$(printf '\t')
sed -e "s/^5$tab$tab/5${tab}ok$tab/" -e "s/^7$tab$tab/7${tab}wrong$tab/" -e 's/ Вернуть\./ Вернуть обратно./' r.tsv |
    awk -F '\t' -v OFS='\t' '
        $1 == 9 { kept = $6; sub(/^⟦/, " ⟦", kept); $6 = ""; held = $0; next }
        held { n = $6; $6 = substr(kept, 2) " " n; print held; held = "" }
        { print }' >changed.tsv
tolmach align --review changed.tsv --review-out again.tsv -o again.tmx 2>&1 | hide
sed -n '6,12p' again.tsv | cut -f 1,2,4-
grep -c '<tu ' again.tmx
tolmach align --review again.tsv --review-out third.tsv 2>&1 | sed -n 2p
cmp again.tsv third.tsv
tolmach align -q --review again.tsv --review-out page.html
grep -c 'class="row ' page.html
echo "== a review that is not whole"
refuse() { tolmach align --review - 2>&1 >/dev/null; echo $?; }
sed 4d r.tsv | refuse
sed '4{p;}' r.tsv | refuse
sed 's/⟦¶4⟧ //' r.tsv | refuse
sed 's/⟦¶4⟧/⟦4/' r.tsv | refuse
sed 's/⟦¶4⟧/⟦¶40⟧/' r.tsv | refuse
sed 's/⟦¶4⟧ .*$/⟦¶4⟧/' r.tsv | refuse
sed "3s/^2$tab$tab/2${tab}good$tab/" r.tsv | refuse
refuse <p.tsv
echo "== refused"
tolmach align -s en -t ru p.ru.txt p.en.txt; echo $?
tolmach align p.ru.txt; echo $?
tolmach align p.ru.txt p.en.txt p.tsv; echo $?
tolmach align p.ru.txt apart; echo $?
tolmach align p.ru.txt p.ru.txt; echo $?
tolmach align --review r.tsv p.ru.txt; echo $?
tolmach align p.ru.txt p.en.txt --json; echo $?
tolmach align p.ru.txt p.en.txt --paragraphs pages; echo $?
tolmach align p.ru.txt p.en.txt -m nothing -q -o x.tmx; echo $?
printf '\n \n' >empty.en.txt
tolmach align -q p.ru.txt empty.en.txt; echo $?
printf '\177ELF\002\001\001\000' >program.en.txt
tolmach align -q p.ru.txt program.en.txt; echo $?
echo "== JSON"
tolmach align p.ru.txt less.en.txt --json -q -o p.tmx | hide
