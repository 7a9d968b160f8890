# Several jobs give the answers of one, in the same order, with the same failures.
tolmach --quiet import "$SOURCE/tm/protocol-61.ru-en.tmx"
export LC_ALL=C.UTF-8
tolmach export | sed -n 's/.*<seg>\(.*\)<\/seg>.*/\1/p' | tr -d '"*-' >texts
for i in 1 2 3 4 5 6 7 8; do sed "s/ [^ ]* / тов. $i /" texts; done >queries
printf 'ра*та\n\377\n\n' >>queries
echo "$(wc -l <queries) queries"
compare() { # compare COMMAND...
    "$@" --jobs 1 <queries >one 2>one.err
    echo "exit $?, $(wc -l <one) lines"
    for jobs in 2 4 0; do
        "$@" --jobs $jobs <queries >many 2>many.err
        echo "exit $?"
        cmp one many
        cmp one.err many.err
    done
}
echo "-- concordance"
compare tolmach concordance --json --limit 3
compare tolmach concordance -s en --exact
echo "-- lookup"
compare tolmach lookup -s ru -t en --json --min-score 50
compare tolmach lookup -s ru -t en
echo "-- a peer that waits for each answer"
mkfifo in
tolmach concordance --json --jobs 3 <in >out &
exec 3>in
echo "Зорин" >&3
for i in 1 2 3 4 5 6 7 8 9 10; do
    [ -s out ] && break
    sleep 1
done
wc -l <out
exec 3>&-
wait
echo "-- no bank"
tolmach --db nowhere.db concordance --jobs 4 "слово" 2>&1
echo "exit $?"
