import { grammar, type Idiom } from "./Idiom.ts"

const parts = {
  aux: `
    will(?: be)?(?: (?:happy|glad|pleased|sure) to)?(?: (?:have|need) to)?(?: try (?:to|and))?
    (?:have|need|got) to
    (?:am|are)(?: (?:going|about|trying|having|working) (?:to|on))?(?: have to)?(?: try (?:to|and))?
    have(?: been)?(?= \\w*(?:ed|en|lt|pt|ft|de|ne|ld|ught|sent|put|got|let|set|cut) )
    shall|must`,
  // "You will" is the caller's.
  will: `(?<!you (?:[\\w']+ )?|was |were )(?:will|shall|going to)(?: be)?(?: try to)?(?: \\w+ly)?`,
  youWill: `you(?: all)? (?:will|shall|are going to|can|should|may)(?: be)?`,
  is: `(?:(?:is|are|has|have|been|be|being|will|going to|about to|getting|gets|all) )+`,
  some: `(?:[\\w']+ )*?`,
  someone:
    `(?!you |your |me |us |it |that |this |no |not |twice |once |again |for |nothing |any |i |we |sure )[\\w']+(?: (?!i |you |we )[\\w']+)*?`,
  role:
    `person|human|agent|colleague|representative|nurse|doctor|manager|supervisor|advisor|owner|clerk|officer|dispatcher|mechanic|vet|notary|lawyer|\\w+(?:ist|ian|ant)`,
  person: `
    some(?:one|body)
    (?:an?|the|my|our) {some}{role}
    (?:one|a member) of (?:the|my|our) {some}(?:{role}|people|staff|team|girls|guys)s?
    him|her|them
    (?:dr|mr|mrs|ms|miss) [\\w']+`,
  matter: `
    messages?|requests?|details?|info|information|complaint|concerns?|questions?|inquiry|ticket|work order|order|cancellation
    changes?|feedback|comments?|issue|problem|report|note|word|reservation|preferences?`,
  it: `
    it
    th(?:at|is|ese|ose|em)(?: {matter})?
    everything(?: you (?:said|told me))?
    all (?:of )?(?:it|that|this|the details)
    (?:your|the|an?|his|her) {some}{matter}`,
  note: `(?:an?|the|your|some|that|this|her|his) (?:[\\w']+ )?(?:messages?|notes?)|word`,
  sure: `(?:<make made> (?:sure|certain)|<see>(?: to it)?|<ensure>)(?: that)?`,
  call: `(?:phone )?call(?: back)?`,
  line: `(?:your|the|this|our) (?:phone )?(?:call|line|conversation)`,
  reach: `
    call(?:ing)?(?: you(?: back| again)?| back)
    <try> you (?:again|back|at|on)
    <get> a ?hold of you
    <ring phone telephone buzz contact recontact> you
    <give gave> you (?:a|another) (?:[\\w']+ )?(?:call|ring|shout|buzz)
    <return> (?:your|the) (?:[\\w']+ )?call
    <get got come circle> back (?:to|with) you(?! in an? (?:moment|second|sec|minute|bit))
    <get be stay> (?:back )?in (?:touch|contact)
    <reach> (?:out|you|back)
    <follow> (?:back )?up with you
    <touch> base with you`,
  over: `(?:straight |right |back |directly |over |up |on )?`,
  taken: `
    noted|taken|recorded|saved|logged|passed|forwarded|sent|delivered|relayed|registered|submitted|transmitted|shared
    written down|received|escalated|flagged|conveyed|opened|created|placed|filed|put in|entered|added|lodged|raised
    on (?:its|the) way|in(?: the .*)?$|on (?:file|\\w+ desk|{some}desk)|with (?!us|you)\\w+|(?:going|gone|left|handed|given|brought) {over}(?:to|with|for) .*`,
  // What one does with an address, or with what the caller has sent; and what is not a verb of doing at all.
  keep: `
    (?:ask|need|want|let|suggest|recommend|encourag)\\w*
    (?:go|going|about|unable|able|try|trying|tried|to|am|are|been?|will|shall|can|could|would|may|might|must|did|do|not|no)\\b
    (?:have|having|had|get|got|tak|took|check|note|noting|repeat|read|spell|use|using|look|find|requir|enter|updat|correct|add|chang|verif|keep|prefer|know|see|saw|describ|receiv|repl|answer|respond|refer|listen|open|writ|wrot|accept)\\w* (?!you )`,
  channel:
    `\\b(?:emails?|inbox|\\S+@\\S+|\\w+ at \\w+ dot (?:com|ca|org|net)|sms|texts?|(?:g|hot)mail|outlook|(?:to|on) your (?:cell|mobile|phone))`,
  into: `(?:by|via|in|into|to|through|over|on|an?|another) {some}{channel}(?! address| account)`,
  send: `(?:sen[dt]|shoot|shot|drop|fir|pop|ping|forward|deliver|copy|dispatch)\\w* .*{channel}`,
  write: `(?:<email text>|<message>(?= you)) (?!address|account|us |me ).+`,
  sent: `sent|out|going out|on (?:its|the) way|coming|delivered|emailed|texted|dispatched|forwarded`,
  day: `(?:mon|tues|wednes|thurs|fri|satur|sun)day`
}

/** A verb with its endings; a form of an irregular one stands for itself. */
const forms = (verb: string) =>
  verb.endsWith("e")
    ? `${verb.slice(0, -1)}(?:e|es|ed|ing)`
    : /[^aeo]y$/.test(verb)
    ? `${verb.slice(0, -1)}(?:y|ies|ied|ying)`
    : `${verb}(?:s|${verb.slice(-1)}?(?:ed|ing))?`

const { frame, pattern, ways } = grammar(parts, forms)

/** English, as an agent on the phone speaks it. */
export const english: Idiom = {
  // "We" and a bare verb is what a business does every day; "I" and one is what was done a moment ago.
  frame: frame(`
    (?:(?:while|as) )?i(?: (?:{aux}))?
    (?:(?:while|as) )?we (?:{aux})
    let (?:me|us)(?: try (?:to|and)| see about)?
    allow me to
    ^ going to
    ^(?= (?:\\w+ed|sent|told) (?:you|it|that|this|your|the|them|him|her) )
    ^(?= \\w+ing )`),
  promises: {
    transfer: ways(
      `
      <transfer connect direct redirect route reroute patch forward link bridge> (?:you|the two of you|(?:your|the|this) (?:call|line)|over)(?! (?:your|the) )
      <transfer>(?: to .*|$)
      <put> (?:you|(?:your|the|this) call) {over}(?:through|in touch|in contact|on (?:with|to)|onto|over)
      <put> {someone} on(?: the (?:line|phone)| with you)
      <hand pass send sent switch move bring turn refer shift pop bounce flip toss> (?:you|(?:your|the|this) (?:call|line|phone)) {over}(?:over|on|off|through|along|across|up|down|upstairs|downstairs|to(?! spell))
      \\w+ (?:you|your call) (?:straight |right )?(?:over|through|across) (?:to|with)
      <get got have> (?:you|your call) {over}(?:over|through|across|connected|transferred|in touch|to (?:the|an?|our|my|some\\w+|him|her|them|dr|mr|ms|mrs))
      <get got grab find fetch bring put have loop add conference join> (?:{someone}|you) (?:on(?:to)?|in(?:to)?|to) (?:the|this|our) (?:line|phone|call(?! back)|conversation)
      <get got grab find fetch> (?:{person})(?: (?:from|in|at|with) [\\w' ]+?)?(?: (?:who|that|for you|to (?:help|speak|talk|assist))|$)
      <get got grab find fetch> (?!the |an? |some |more |another |those |these |(?:{matter}) )[\\w']+ for you
      <have let get got> you (?:to )?<speak talk> (?:to|with)
      <loop> (?:in {someone}|{someone} in)
      <ring page buzz> (?:the|our|his|her|their) (?!you|bell)\\w+
      <try reach ring call page buzz phone> {someone} (?:for you|line|extension|office)
      <try> (?:him|her|them)
      <dial> {someone}
      <get> (?:a )?hold of (?!you )[\\w']+
      <drop put place move add> you (?:in|into|back in) (?:the|a|our) (?:[\\w']+ )?(?:queue|line)
      <leave give> you (?:over )?(?:with|to) (?!a |an |the (?:choice|number)|that|it |your )[\\w']+
      <join> you(?: (?:to|with|in|now)|$)
      <escalate> (?:your|the|this) call
      <ask get tell have let> {someone} (?:to )?(?:pick up|<take answer> (?:(?:your|this|the) (?:call|line)|this one))
      <start make begin initiate do complete process perform place> (?:the|your|that|this) transfer`,
      `
      ^ (?:transferring|connecting)
      ^ (?:off to .+|over) you go
      your call is (?:on its way|going) to
      you are on your way to
      you will hear (?:a|it|the|some) (?:ring|ringing|music|click|tone)
      here (?:comes|is) {someone} on the (?:line|phone)
      is (?:picking up|coming on|taking your call|(?:coming|on (?:his|her|their) way) to the (?:phone|line))
      (?<!i |we ){will} (?:with|right with) you(?!.* (?:minutes|hours))
      {will} (?:on the line|<come> (?:to the phone|on)|<take> (?:over|your call|(?:it|you) from here)|<pick> up|<join> (?:us|you|the call)|<answer> (?:your call|you))
      you (?:will|are going to)(?: be)? <speak talk chat> (?:to|with)
      (?:you|(?:your|the|this) call) {is}(?:transferred|connected|redirected|routed|rerouted|forwarded|patched|put through|(?:passed|handed|sent|switched) (?:on|over|to|through|off))
      transfer is (?:in progress|under ?way|going through|starting|being made|happening|complete|done)
      call is (?:going|being put) through
      you (?:are|will be) (?:going )?through to`
    ),
    message: ways(
      `
      <take taken took leave left make made add drop put keep> (?:down )?(?:{someone} )?(?:{note})
      <take taken took note jot write written wrote type mark put get got> (?:(?:{it}) down|down (?:{it}))(?! as)
      <note record log register file enter submit save capture document mark flag escalate report forward relay convey share deliver communicate transmit raise> (?:on )?(?:{it})
      <add mention bring copy> (?:{it}) (?:up )?(?:to|for|with|on) (?!you |your (?:bill|tab|order)|mind|my |me )[\\w']+
      <open create> an? {some}(?:{matter})
      <copy> {someone} (?:on|in)
      (?:<put send>|sent) in (?:{it})(?! for .* to (?:{reach}))
      <put enter> (?:{it}) (?:in(?:to)?|on|to) (?!you |hold|speaker|the (?:line|phone))\\w+
      <report> (?!back)\\w+
      <pass send sent hand forward> (?:{it}) (?:on|along|off|{over}(?:to|with) (?!you |your )[\\w']+)
      <give gave given get got bring brought take taken took carry> (?:{it}) {over}(?:to|with|across) (?!you |your )[\\w']+
      <pass relay convey> (?:on |along )?(?:it|that|this|your|the|word)\\b(?! (?:phone|call))
      <give gave given send sent> {someone} (?:the|your|this|that|a) (?:[\\w']+ )?(?:{matter})
      (?:<get got have> )?(?:{it}) (?:all )?(?:noted|recorded|written|logged|down(?! as))
      <have get got> (?:{it}) (?:added|sent|passed|forwarded|put) \\w+
      <have leave left> (?:{note}|{it}) (?:waiting|ready)
      <send get got leave left> word
      have (?:got )?(?:your|the) (?:full )?(?:message|request)$
      received (?:{it})(?! from| on| last)
      <request> (?:an?|the|your|that) (?:[\\w']+ )?(?:appointment|booking|visit|slot|time)
      <speak spoke talk> (?:to|with) (?!you |me )[\\w']+ .*about
      let(?:ting)? {someone} know
      <type write> (?:{it}) up
      <explain describe> .+ to (?!you|me|us)\\w+
      <say> (?:that )?you called
      <tell told inform notify alert advise warn brief> (?!you |me |us |it |that )[\\w']+
      <ask> (?!.* questions){someone} to (?!.*(?:your|this|the) call|call|phone|ring|contact|get |return|reach|give you)\\w+
      {sure} {someone} (?:is aware|are aware|aware|is told|gets?|receives?|sees?|knows?|reads?|hears?|has|have)(?: (?:it|that|this|about|of|your|the|first)|$)
      {sure} (?:it|that|this|(?:your|the) (?:{matter})) (?:gets? (?:to|there|passed|delivered)|reaches|goes to|(?:is|gets) (?:passed|delivered|noted|recorded|sent|forwarded|seen|read))
      (?!need|have|had|got|check|look|find|read|repeat|answer|understand|confirm|review)[\\w']+ (?:your|the|this|that) (?:messages?|requests?|complaint|concerns?|questions?) {over}(?:to|with) (?!you |your )[\\w']+`,
      `
      (?<!you |i |we )(?:(?:has|have) been|is being|are being|will be) (?:notified|informed|alerted|advised|told|made aware)
      (?<!i |we ){will} (?:get|have|receive|see|read|find|be given|hear) (?:it|that|(?:your|the) (?:[\\w']+ )?(?:message|request|note|question))
      (?:your|the|that|this|an?|his|her|my) {some}(?:messages?|requests?|details|information|complaint|concerns?|questions?|ticket|note|inquiry|cancellation|feedback|report)(?: for [\\w' ]+?)? {is}(?:{taken})
      ^ (?:messages?|requests?|note|complaint|details) (?:all )?(?:{taken})
      ^ consider (?:{it}|the [\\w' ]+) (?:{taken})
      (?:your|the|that|this) {some}(?:messages?|requests?|details|complaint|concerns?|note|feedback) (?:goes|is going|is headed|heads|will go) {over}(?:to|into) (?!you |your |me )[\\w']+
      {will} (?:get|have|hear) (?:(?:word|it|this|that|all of it|everything) )?from me
      (?:it|that|this|everything) {is}(?:(?:gone|going|sent) (?:on |over )?to (?!you |us )[\\w']+|noted|logged|passed (?:on|along|over)|(?:taken|written) down|forwarded|relayed|in(?: the (?:[\\w']+ )?(?:system|queue|notes|file|log))|on file)
      ^ (?:(?:duly |all |well )?noted|(?:{matter}) (?:taken|noted|received|recorded|saved|sent|passed on|logged))$`
    ),
    callback: ways(
      `
      (?:<have get got let arrange request ask tell told>|had|{sure})(?: for)? {someone} (?:to |will )?(?:{reach}|(?:calls?|rings?|phones?|contacts?) you|gets? (?:back to you|in touch))
      {sure} you <get receive> (?:an?|the|that|your) {some}{call}
      .*\\b(?:message|request|note|ticket) for {someone} to (?:{reach})
      <schedule arrange book request log register organize organise note enter add set put place submit make made> (?:up |in |you |down )?(?:for |on |in )?(?:an?|the|your|that|this) (?:[\\w']+ )?call back
      <schedule arrange book set line> (?:up )?(?:an?|the) (?:phone )?call (?:for you|with|from)
      <put add place have> you (?:on|down for|in|to) (?:the|an?|our|his|her|their) (?:[\\w']+ )?(?:list for an? )?call(?: back)?`,
      `
      (?:{will}|(?<!you )should|let me) (?:{reach})
      {will} (?:call|ring|phone)$
      (?:calls|rings|phones) you back
      {will} call (?:this|tomorrow|later|before|as soon|first|on|in|by|at|from|around|after|once|when|today|tonight|shortly|and|to (?:confirm|book|arrange|set|schedule|let you)|with)
      (?:am|are|is) (?:(?:calling|ringing|phoning|getting) (?:you )?back(?! in an?)|(?:ringing|phoning) you|reaching out|returning your call|following up with you)
      {youWill} <get receive have expect> (?:an?|the|your|our|his|her|their|another) {some}{call}
      ^ expect (?:an?|our|their|his|her|the) {some}{call}
      (?:{youWill}|^ expect|you can expect)(?: to| <expect> to)? ?<hear> (?:back|from)
      (?:<look watch> out|<keep> an eye out) for (?:an?|our|their|his|her|the) {call}
      (?:you can )?<count bank rely> on (?:an?|our|their|his|her) {some}{call}
      (?:you|your call) {is}(?:called(?: back)?|contacted|phoned|rung|returned)
      call back(?: request)?(?: for [\\w' ]+?)? {is}(?:scheduled|arranged|booked|set|requested|logged|confirmed|noted|registered|made|placed|submitted|sent|in|on)
      (?<!your )call (?:is )?(?:coming|on (?:its|the) way)
      you (?:are|will be|have been) (?:[\\w']+ )?(?:on|down for|in|added to|scheduled for|booked for|booked in for|set for|set up for) (?:the|an?|our|his|her|their) (?:[\\w']+ )?(?:list for an? )?call back`
    ),
    hangup: ways(
      `
      (?:<hang> up|hung up|<sign> off|<drop> off (?:the|this|your) (?:line|call)|<say> good ?bye|<leave> you (?:to it|to your|there|here)|<free release>(?: up)? the line|<get> off the (?:line|phone))
      let(?:ting)? (?:the|this|your) (?:line|call) go
      let(?:ting)? you (?:go(?! ahead| through| over| first| on)|get (?:back|on|going))
      <end terminate close drop cut finish disconnect conclude wrap>(?: up| out)? (?:(?:things |it |this )?(?:here|there)|you off|{line})
      <disconnect>`,
      `
      {line} (?:(?:will|is|be|being|going to|about to) )+(?:end|ended|ending|disconnect(?:ed|ing)?|over|close|closed|closing|terminated?|cut off|drop|dropped)
      you (?:will|are going to|are) be(?:ing)? disconnected`
    ),
    sending: ways(
      `
      {write}
      {send}
      (?!{keep})[\\w']+ (?:(?!not |no )[\\w']+ )*?{into}
      let you know (?:.* )?{into}
      <get got> (?:{it}|(?:the|your|that|this|an?) [\\w' ]+?) (?:out|over|off|across|to you)(?: to you)? {into}
      <have ask get got> {someone} (?:to )?(?:{send}|{write})
      <get got have> (?:{it}|(?:the|your) [\\w']+) (?:<email text>)
      <have get got put drop> (?:[\\w']+ ){1,4}in your {channel}`,
      `
      {will} (?:{write}|{send}|let you know (?:.* )?{into}|(?!{keep})[\\w']+ (?:(?!not |no )[\\w']+ )*?{into})
      (?:{youWill}|^ expect|^ (?:look|watch|keep an eye)(?: out)? for) (?:(?:an?|our|the|that) )?(?:(?:<get receive see find expect>|<have>(?! to)) .*)?{channel}
      {channel} (?:(?!never |not )[\\w']+ )*?(?:(?:(?:has|been|be|being|will|going to|is) )+(?:{sent})|(?:went|gone|goes) out)
      (?:has been|have been|will be|is being|going to be|(?:is|are) on (?:its|their|the) way|(?:is|are) coming|(?:is|are) going) (?:(?:{sent}) )?.*{channel}
      (?:has been|have been|will be|(?:is|are) being) (?:emailed|texted)(?! by| to us)
      (?:went|gone) (?:out|off|over) (?:to|by|via) .*{channel}
      ^ consider (?:{it}|the [\\w' ]+) (?:emailed|texted)
      (?:is|should be|will be|are) in your {channel}`
    )
  },
  channels: {
    email: /emails?|emailed|emailing|inbox|(?:g|hot)mail|outlook|@|\bdot\b/,
    text: /\b(?:sms|text(?:s|ed|ing)?|(?:to|on) your (?:cell|mobile|phone)|message you)\b/
  },
  acknowledgement: pattern(`
    ^ (?:duly |all |well )?noted
    ^ (?:it|that|this|everything) is (?:duly |all |well )?noted
    ^ i (?:have )?noted (?:it|that|this)`),
  hedge: pattern(`
    not|never|nobody|no one|nothing|none|neither|nor|no|without|unable|rather than|instead of|if|unless|whether|in case|was going to
    (?:until|till|before|once|when|after) (?:i|we|you|he|she|they|someone|somebody|the|anyone|\\w+ing)
    would|could|might|may|can|do you|did you|have you|is there|shall i|should i|wants?|wanted|like (?:me|us|someone|somebody)
    wish|prefer|asked|said|mentioned|told me|hope|which|what|who (?:should|would|can|do)|how|where|why
    your (?:son|daughter|husband|wife|partner|mom|mother|dad|father|brother|sister|bank|landlord|neighbou?r) (?:will|is|has|can|should|probably)
    you (?:need|have to|will (?:need|have) to)|(?<!to )see|looks like|apparently|possible|probably|likely|maybe|perhaps|so that`),
  habit: pattern(`
    usually|always|often|normally|typically|generally|in general|as a rule|most of the time
    (?:every|each) (?:day|week|month|time|year|morning|night|evening|hour)`),
  past: pattern(`
    (?<!since )yesterday|ago|the other day|previously|earlier (?:today|this)|this morning
    last (?:week|month|year|night|time|{day})
    (?:was|were) .*on {day}`),
  condition: pattern(`
    (?<!(?:see|check|ask|know|sure|even|confirm|find out|verify) )if
    unless|provided|in case|otherwise|assuming
    (?:once|when|as soon as|after|whenever|until)(?: that)? (?:you|(?:i|we) (?:have|get|know) (?:your|that|this|those))
    (?:can|could|may) <take have put transfer connect send text email get arrange leave pass ask>
    ^ (?:leave|give|tell) (?:me|us|your)(?! (?:one|an?|just|two))`),
  consent: pattern("^ if (?:you (?:like|want|wish|prefer|agree|would|do not mind)|(?:that|it|this) .*)"),
  confirming: pattern(`
    ^ (?:(?:is|would|does|do i have|did i get) (?:that|this|it|all of that|everything) |that is |shall i|yes|am i |you (?:said|say|mean) ?)?(?:be |sound |work |all |look )?(?:ok|okay|all right|alright|right|correct|fine|good|accurate)?(?: with| for| by)?(?: you)?$`),
  asking: pattern(
    "^ (?:would|do|did|does|can|could|may|shall|should|are|is|have|has|what|which|who|whom|when|where|why|how|at what|to whom)"
  ),
  closing: pattern("(?:anything|something|what) else|anything (?:more|further)|(?:else|more) (?:i|we) can"),
  inviting: pattern("go ahead|i am listening|(?:tell|give|leave|spell) (?:me|it|that|us)"),
  undone: pattern(`
    (?<!you )(?:have|has|had|did|was|were) (?:not|never)(?! (?:\\w+ )?(?:get(?! (?:saved|sent|through|passed|recorded|delivered))|catch|hear|understand|mean|say|promise|know))
    you (?:were not|have not been)|not (?:going to )?be able
    (?<!you )(?:could|can) not(?! (?:.*promise|guarantee|say|hear))
    not (?:able|possible|set up|equipped|allowed|permitted|authorized|capable|available|in a position|something (?:i|we) can)
    unable|impossible
    (?:do not have|have|has|is|there is) (?:no|an?|any|the) (?:way|means|record|ability|option|tool|access)
    (?:i|we) never (?!said|meant|promised)\\w+
    (?:i|we) do not (?:send|take|make|do|offer|transfer|give|provide|share|email|text|forward)
    no [\\w' ]+ (?:was|were|has|have|is)
    (?:nobody|no one) (?:was|has|is|answered|picked|could)|nothing (?:was|has|is)
    never (?:went|got (?:sent|through)|made it|reached|left|arrived)
    (?:does|do|did|will) not (?:let|allow) (?:me|us)
    failed|fails`),
  vain: pattern(
    "failed|line (?:is|was) busy|no answer|without success|no luck|in vain|(?:did|has) not (?:work|go|gone)(?:ed)?(?: through| out)?"
  ),
  deeds: {
    transfer: pattern(`
      <transfer>|<reach> (?!you|us|out)\\w+|reached|answered|picked up|<connect> you|<put> (?:you|(?:your|the) call) through|<patch> (?:you|your call)
      get you (?:through|over)|<get got> (?:through|a? ?hold of)|<put> (?:[\\w']+ )?calls? through`),
    message: pattern(`
      messages?|note|noted|<pass send sent forward relay> (?:it|that|this|your|anything|on)|told|notified|informed
      let \\w+ know|(?:tell|notify) (?:him|her|them|the)`),
    callback: pattern("call back|call(?:ed|ing)? you back|have .+ call you"),
    hangup: pattern("<hang> up|<end> (?:the|this) call|call .*ended"),
    email: pattern("emails?|emailed|emailing"),
    text: pattern("sms|texts?|texted|texting")
  }
}
