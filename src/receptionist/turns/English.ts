import { oneOf, says } from "../SpokenPattern.ts"

const asks = oneOf("who|what|where|when|how|why|which|whose|whom")
const subject = oneOf("i|you|he|she|it|we|they|this|that|there|these|those|who|what")

/** Ends that look like those of half a sentence, and are not. */
const complete = says(
  // "Who am I speaking with?", "what is it for"
  `${asks} ~6 (with|for|to|from|at|of|about|on|in|by|like|is|are|was|were|do|does|did|can|could|have|has|be|i|we|they)#`,
  `(yes|yeah|yep|no|nope|sure|so|course|think|thought|hope|guess|believe|know|as|than|where|if|what|who|how|when|because)
  ( \\S+)? ${subject} (am|are|is|was|were|do|did|does|can|could|will|would|should|have|has|had|might)( not)?#`,
  `(so|neither|nor) (do|am|did|have|can|would|will|should) i#`,
  `(love|would like|not want|not need|not have|used|supposed|able|happy|glad|prefer|meant|if you need|want me) to#`,
  `(looking|waiting|asked|asking|calling|paid|paying|searching|came) (for|in)#`,
  `(think|hope|guess|believe|say|said|if|even|or|not|suppose|afraid|just|told|do|ever) so#`,
  `(sign|signed|come|came|go|log|logged|call|turn|move|check|drop|pick|follow|hang|fill|set|get|put|take|stop|send
  |bring|walk|let|start|carry|moved|turned|dropped|booked|closed|wait|on|later|right|goes|going|went|coming|pass
  |passed) (in|on|off|over|by|up|out|back|through|down|away|around|along|in on)#`,
  `(since|until|till|by|say|from|for|and|or) when#`,
  `what (with|if|for|about|of)#`,
  `(is|are|was|be) (that|this|it|on|off|over|in|up|out|down|back|any|some|all)#`,
  `(to|with|for|from|about|call|tell|see|love|like|want|take|need|do|at|of|know|by|mean|say|help|asked|told|calling
  |remember|have|thank|thanks|it|after|before) (her|his|that|this|these|those|him|some|any|each|another|mine|so|my)#`,
  `(ok|okay|well|bye|alright|fine|later|right|now|until|back|since|then) then#`,
  `(i|we|you|they|do|did) (do|did|have|had|can|could|will|would|should)( not)?#`,
  `i am( not)?#`,
  `(yes|yeah|no) (it|that|he|she|this|there) (is|was|does|did|has|will|would)( not)?#`,
  `what (it|this|that|he|she) (is|was)#`,
  `long as#`,
  `as well as (i|we) (can|could)#`
)

/** Words after which something always follows. */
const leads = oneOf(
  `a|an|the|my|your|our|their|its|whose|and|or|but|because|cause|cuz|if|while|although|though|unless|whether|than|as|of|to
  |for|with|from|at|into|onto|about|between|during|without|against|toward|towards|through|regarding|concerning|until
  |till|per|via|like|such|is|are|was|were|am|be|been|will|would|can|could|should|must|might|have|has|had|do|does
  |did|i|we|he|she|they|very|really|quite|every|which|who|whom|since|just|also|maybe|under|let us|there is|there are|even`
)

/** Beginnings that say nothing yet. */
const openings = oneOf(
  `(i|we) (would like|want|need|have|would love|wanted|was wondering|am calling|am looking|was calling|am trying|was
  hoping|would|am wondering|have got|was told|got)( to| for| about| if| to know| to make| to book| to speak| to talk
  | to change| to cancel| to ask| to confirm| to get| to leave| to see| to have| to find out| to check| to set up
  | to give you| to take)?
  |(can|could|may|do|does|did|would|will|is|are|should) (i|you|we|it|there|somebody|someone)( maybe| just)?( get
  | have| tell me| give me| make| book| take| help me| speak| talk| leave| ask| put me| connect me| transfer me)?
  |(my|the|his|her|our) (~3 )?(name|number|address|email|phone|code|birthday|date of birth|appointment|cell|extension) is( at)?
  |my (name|number|address|email|phone number|email address|date of birth|postal code|cell|account number)
  |(it|that|there|he|she|this|what|here|who|where|how|number|name) is|it was|(you|we|they) are
  |call me (back )?at|reach me (at|on)|number is|born (on|in)|the (corner|end|middle) of|in order to|instead of
  |looking for|looking to|one of|out of|because of|kind of|sort of|a lot of|a couple of|next to|in front of`
)

const hesitations = oneOf(
  `(uh|um|umm|uhm|er|erm|hmm|hm|mm|uhh|ah|mmm|eh)( (uh|um|well|so))*|you know|i mean|let me (see|think|check|look)
  |let me just (see|check)|hold on|hang on|wait|one (second|sec|moment|minute)|just a (second|sec|moment|minute)
  |give me a (second|sec|moment|minute)|well|so|and then|and also|or maybe|or else|how do you say|how do i put this
  |what is it called|first of all|for example|like|basically|actually|the thing is|i was|and uh|but uh`
)

const unfinished = says(`${hesitations}#`, `${leads}#`, `${openings}#`)

/** Callers often go on after these, and often they don't. */
const unsure = says(
  `(hi|hello|hey|good (morning|afternoon|evening)|hi there|hello there)( (there|yes|sir|madam|miss|doctor|\\S+))?#`,
  `(this is|my name is|i am) (\\S+ )?\\S+#`,
  `(a|an|the|my|your|our|this|some) (new|small|little|big|large|good|bad|other|next|last|first|second|same|old|few|bit
  |quick|couple|regular|dental|different|certain|nice|long|short|early|late)#`,
  `(so|that|this|these|his|her|before|after|when|where|not|in|on|by|over|around|some|any|another|both|either)#`,
  `(i am calling|i was calling|calling)( (back|today|again))?#`,
  `(i|we) (was|were|have been|had been)( just)?#`,
  `(jan|feb|mar|apr|may|june|july|august|september|october|november|december|january|february|march|april)#`
)

/** A clause that only prepares another: "if I come tomorrow". */
const prepares = (text: string) =>
  /^ (?:(?:hi|hello|so|uh|um|yes|and|but|well) (?:, )?)*(?:if|when|since|because|while|as soon as) (?!do|does|are|is|can|will|would|did|should)/
    .test(text) && !text.includes(" ,") && text.split(" ").length < 12

export const english = { complete, unfinished, unsure, prepares }
