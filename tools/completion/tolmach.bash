# Completion of tolmach for bash: commands, options, and the names of memories and glossaries of the bank.

_tolmach_names() {
    # $1: memory or glossary; the bank is the one on the command line, or the usual one.
    local db=() i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        --db) db=(--db "${COMP_WORDS[i + 1]}") ;;
        --db=*) db=("${COMP_WORDS[i]}") ;;
        esac
    done
    case $1 in
    memory) tolmach "${db[@]}" --quiet memory list 2>/dev/null | cut -f 1 ;;
    glossary) tolmach "${db[@]}" --quiet term glossaries 2>/dev/null | cut -f 1 ;;
    esac
}

_tolmach() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command="" i
    local common="--db --quiet --color --help"
    local commands="import export lookup concordance check pretranslate memory segment align term tokenize verify help"
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        import | export | lookup | concordance | check | pretranslate | memory | segment | align | term | tokenize | \
            verify)
            command=${COMP_WORDS[i]} && break
            ;;
        esac
    done
    local profiles="default exact level1 omegat trados memoq okapi weblate"
    local formats="tmx tbx tbx-dct tbx-2 csv tsv po mo moses wordfast weblate sdltm xliff xliff-1.2 omegat-project
        glossary-csv glossary-tsv omegat utx memoq multiterm"
    [[ $command == check ]] && formats="text json sarif junit html"
    local IFS=$' \t\n'
    [[ $command == segment ]] && formats="text tsv json"
    case $prev in
    --db | -o | --output | --srx | --review | --review-out) COMPREPLY=($(compgen -f -- "$cur")) && return ;;
    --rules)
        local rules=$(tolmach check --list-rules 2>/dev/null | sed -n 's/^\([a-z-]*\) (.*/\1/p')
        COMPREPLY=($(compgen -W "$rules all default" -- "$cur")) && return
        ;;
    --severity) COMPREPLY=($(compgen -W "info warning error" -- "$cur")) && return ;;
    --baseline | --write-baseline) COMPREPLY=($(compgen -f -- "$cur")) && return ;;
    --color) COMPREPLY=($(compgen -W "auto always never" -- "$cur")) && return ;;
    --side) COMPREPLY=($(compgen -W "source target both" -- "$cur")) && return ;;
    --profile) COMPREPLY=($(compgen -W "$profiles" -- "$cur")) && return ;;
    --exact-matches) COMPREPLY=($(compgen -W "insert offer enforce" -- "$cur")) && return ;;
    --status) COMPREPLY=($(compgen -W "preferred admitted deprecated forbidden unknown" -- "$cur")) && return ;;
    --case) [[ $command == term ]] && COMPREPLY=($(compgen -W "sensitive insensitive usual" -- "$cur")) && return ;;
    --sort) COMPREPLY=($(compgen -W "nearest newest frequent" -- "$cur")) && return ;;
    --on-duplicate) COMPREPLY=($(compgen -W "keep replace skip" -- "$cur")) && return ;;
    -f | --format) COMPREPLY=($(compgen -W "$formats" -- "$cur")) && return ;;
    -s | -t | -l | --source-lang | --target-lang | --lang) COMPREPLY=($(compgen -W "ru en" -- "$cur")) && return ;;
    --paragraphs) COMPREPLY=($(compgen -W "auto line blank wrapped" -- "$cur")) && return ;;
    -m | --memory | --exclude | --into)
        IFS=$'\n' && COMPREPLY=($(compgen -W "$(_tolmach_names memory)" -- "$cur")) && return
        ;;
    -g | --glossary) IFS=$'\n' && COMPREPLY=($(compgen -W "$(_tolmach_names glossary)" -- "$cur")) && return ;;
    info | rename | set | delete)
        local kind=memory
        [[ $command == term ]] && kind=glossary
        IFS=$'\n' && COMPREPLY=($(compgen -W "$(_tolmach_names $kind)" -- "$cur")) && return
        ;;
    esac
    local words files=""
    local filters="--created-after --created-before --changed-after --changed-before --creator --where"
    case $command in
    import)
        words="--memory --format --source-lang --target-lang --columns --encoding --states --on-duplicate --strict"
        words+=" --json --verbose" files=yes
        ;;
    export)
        words="--memory --format --profile --output --source-lang --target-lang --columns --exact-matches --force"
        ;;
    lookup)
        words="--source-lang --target-lang --min-score --limit --memory --exclude --penalty --priority --mt-penalty"
        words+=" --alignment-penalty --others-penalty --trusted --prev --next --no-context $filters --jobs --explain"
        words+=" --json"
        ;;
    concordance)
        words="--source-lang --target-lang --side --exact --case --phrase --sort --context --limit --memory --exclude"
        words+=" $filters --jobs --json"
        ;;
    check)
        words="--memory --glossary --source-lang --target-lang --rules --severity --ignore-prop --baseline"
        words+=" --write-baseline --format --json --output --input-format --columns --list-rules --verbose" files=yes
        ;;
    pretranslate)
        words="--output --source-lang --target-lang --min-score --limit --exact-only --fill-fuzzy --state --no-terms"
        words+=" --memory --exclude --penalty --priority --mt-penalty --alignment-penalty --others-penalty --trusted"
        words+=" $filters --json --verbose" files=yes
        ;;
    memory) words="list info create rename set delete optimize --penalty --priority --json" ;;
    segment)
        words="--lang --srx --unicode --wrapped --format --json --encoding --verbose" files=yes
        ;;
    align)
        words="--source-lang --target-lang --output --format --into --min-confidence --keep-one-sided --review-out"
        words+=" --review --memory --no-terms --srx --paragraphs --encoding --keep-all --no-notes --json --verbose"
        files=yes
        ;;
    term)
        words="import export list find lint info add edit delete glossaries create rename set --glossary --lang"
        words+=" --concept --text --status --definition --subject --client --project --note --source"
        words+=" --pos --type --example --case"
        words+=" --priority --format --output --source-lang --target-lang --strict --verbose --json" files=yes
        ;;
    tokenize) words="--lang --json" ;;
    verify) words="--lookups --min-score --seed --json --verbose" ;;
    *) words="$commands --version" ;;
    esac
    COMPREPLY=($(compgen -W "$words $common" -- "$cur"))
    [[ $files && $cur != -* ]] && COMPREPLY+=($(compgen -f -- "$cur"))
}

complete -o filenames -F _tolmach tolmach
