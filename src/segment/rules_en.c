/* The words of English that the rules ask for. */
#include "segment/language_rules.h"

const tol_language_rules tol_rules_en = {
    .lang = "en",
    .never =
        /* persons */
    "Mr Mrs Ms Messrs Mmes Mme Mlle Dr Drs Prof Profs Rev Fr Hon Rt Cde Cdes Comr Gen Maj Col Lt Lieut Capt Cpt "
    "Cdr Cmdr Adm Brig Sgt Cpl Pvt Pfc Marsh Amb Ambs Pres Vice-Pres Secy Asst Chmn Gov Govs Rep Reps Sen Sens "
    "Cong Atty Supt Insp Det Msgr Bp Abp Acad St Sts Ste "
    /* what explains or leads on */
    "e.g i.e cf viz vs approx ca esp incl excl",
    .name =
        "Mar Min PM Sec Sect Dep Dept Dir Chm Del Mgr Card Corr Ed Eds Trans Tr Comp Comm For Aff Def Mil Nav Cent "
        "Cttee Comte Gp Att Cons Com vol vols pp pg fol fols fn nn chap chaps sec secs paras para cl cols ll "
        "tbl pt pts bk bks ser ed eds edn repr transl comp doc docs enc encl rec ref refs reg inv "
        "op cit loc ibid circ fl orig publ MS MSS Jnl Bull Rept Proc Univ Inst Assn Assoc Natl Intl Int govt "
        "memcon msg mtg sess Res prot al et.al et.seq et.seqq A.D B.C B.C.E C.E U.S U.K U.N U.S.S.R G.D.R F.R.G "
        "P.R.C U.S.A E.U D.C L.A N.Y N.J Calif Mass Penn Pa Wash Fla Tex Va Md Ill Mich Conn Minn Ont Ave Blvd Rd Sq "
        "Bldg Apt Rm Mt Ft Pt Inc Co Corp Ltd Bros Jr Sr Esq Ph.D M.D B.A M.A B.Sc M.Sc J.D R.N M.P "
        "Jan Feb Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri",
    .number =
        "no nos nr ver p f ff ch art par col l fig tab n v c d b r in is mi mar sat sun vol vols tel pp chap figs app",
    .date = "",
    .unit = "ft mi km kg lb lbs oz hr hrs mins secs yr yrs bn mln qty wt in",
    .end = "etc misc",
    .time = "a.m p.m",
    .part = "",
    .openers =
        "the a an this that these those he she it they we you i his her its their our my your in on at by for from "
        "with to of as if when while where who what why how which there here but and or nor so yet then thus however "
        "although though because since after before during until under over between among against through despite "
        "according meanwhile moreover furthermore also all some many most several each every both no not one two three "
        "another other others such more less only even now today yesterday tomorrow later earlier once still just "
        "let do does did is are was were can could should would will may perhaps indeed instead nevertheless "
        "therefore unlike like about into without within whether whose him them me us",
    .after_time = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun January "
                  "February March April May June July August September October November December Eastern Central "
                  "Pacific Mountain Greenwich Moscow London EST EDT CST CDT MST MDT PST PDT ET CT PT GMT UTC BST MSK",
    .labels = "vitamin vitamins plan part class type grade group section schedule exhibit appendix category option "
              "hepatitis influenza",
    .before_i =
        "and or than as do did does am was is were have had can could will would shall should may might but not",
    .date_words = "",
    .clause = "",
    .titles = "Mr Mrs Ms Dr Prof Rev Cde Comr Gen Maj Col Lt Capt Adm Amb Pres Gov Sen Sgt Marsh",
    .no_verbs = "",
    .vowels = "aeiouyаеёиоуыэюя",
    .adjectives = "",
    .surnames = "ov ova ev eva sky skaya ski enko nko dze vili chuk yan",
    .verbs = "",
    .elides = true,
};
