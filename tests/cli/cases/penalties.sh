# Penalties, priorities, excluded memories and filters: what a lookup can ask.
cat > own.tmx <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en"
 srclang="ru" datatype="plaintext"/><body>
<tu creationid="ivanov" creationdate="20240501T120000Z"><prop type="client">MFA</prop><prop type="domain">Cuba</prop>
<tuv xml:lang="ru"><seg>Вернуть документ.</seg></tuv><tuv xml:lang="en"><seg>Return the document.</seg></tuv></tu>
<tu creationid="MT!" creationdate="20240601T120000Z">
<tuv xml:lang="ru"><seg>Вернуть документ.</seg></tuv><tuv xml:lang="en"><seg>To return document.</seg></tuv></tu>
<tu creationid="smith" creationdate="20240701T120000Z" changedate="20250101T000000Z"><prop type="aligned">yes</prop>
<tuv xml:lang="ru"><seg>Вернуть документ!</seg></tuv><tuv xml:lang="en"><seg>Give the document back!</seg></tuv></tu>
</body></tmx>
END
sed 's/Return the document/Give it back/;s/To return document/Give it back/' own.tmx > other.tmx
tolmach import own.tmx --quiet && tolmach import --memory "client: x=1" other.tmx --quiet
ask() { echo "--- $*"; tolmach lookup -s ru -t en "$@" "Вернуть документ."; }
ask
ask --exclude "client: x=1" --mt-penalty 15 --alignment-penalty 3
ask --penalty "client: x=1=10" --priority own=-1 --limit 2
ask --others-penalty 7 --trusted ivanov -m own
ask -m own --created-after 2024-06 --changed-before 2024-12-31
ask -m own --where client=MFA --where domain!=Laos --creator ivanov --creator smith
ask -m own --where @creationid~=mit --json
ask -m own --min-score 99 --mt-penalty 2 --json
tolmach memory set own --penalty 20 --priority 3 && tolmach memory && tolmach memory info own | grep -v '^created'
tolmach memory set own --priority -3 && tolmach memory info own --json | grep -o '"penalty":.*,"header'
ask --limit 1
ask --limit 1 --penalty own=0 --priority own=4
ask --exclude own --exclude "client: x=1"
for wrong in "--penalty own" "--penalty =5" "--penalty own=101" "--priority own=x" "--penalty no=5" "--trusted smith" \
    "--others-penalty 5" "--where client" "--created-after May" "--exclude nowhere"; do
    ask $wrong 2>&1 | grep -v '^---'
done
tolmach memory set own 2>&1; tolmach memory list --penalty 5 2>&1; tolmach memory set nowhere --penalty 5 2>&1
tolmach memory set own --penalty 101 2>&1
tolmach verify && tolmach verify --lookups 20
true
