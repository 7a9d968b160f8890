# What happens to units that are there already.
one() { # one FILE TARGET
    printf '<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="ru" datatype="plaintext"/><body><tu><tuv xml:lang="ru"><seg>Вернуть.</seg></tuv><tuv xml:lang="en"><seg>%s</seg></tuv></tu></body></tmx>' "$2" >"$1"
}
one a.tmx "Return it."
one b.tmx "Give it back."
targets() { tolmach lookup -s ru -t en --json "Вернуть." | grep -o '"target":"[^"]*"'; }
tolmach import --memory m a.tmx
echo "-- the same again, under every policy"
for policy in keep replace skip; do tolmach import --memory m --on-duplicate $policy a.tmx; done
echo "-- another target"
tolmach import --memory m --on-duplicate skip b.tmx && targets
tolmach import --memory m --on-duplicate replace b.tmx && targets
tolmach import --memory m --on-duplicate keep a.tmx && targets
tolmach import --memory m --on-duplicate often a.tmx
echo "exit $?"
