/** Given names, and what else those who have them are called; what a name begins with needs no mention. */
const table = `
abigail abby gail|adelaide addie|agnes aggie|albert al bert|alexander alex sandy xander sasha|alexandra sandra sasha lexi
alfred fred|alice ali|amanda mandy|andrew drew|angela angie|ann annie nan|anthony tony|antoine tony|antoinette toni
antonio tony|barbara babs barb bobbie|beatrice bea trixie|bernard bernie|bridget biddy|carolyn carrie|caroline carrie caro
catherine cathy kate katie kitty cat|charles charlie chuck|charlotte lottie charlie|christina tina chrissy
christine tina chrissy|christopher kit topher|clarence clancy|constance connie|cynthia cindy|daniel danny|danielle dani
david davy dave|deborah debbie deb|debra debbie deb|dominique dom|donald donny don|dorothy dot dottie dolly|edmund ned ted
edward ed eddie ned ted teddy|eleanor ellie nell nora|elisabeth babette lise lisette zabeth|elizabeth liz lizzie beth
elizabeth betty betsy eliza libby lisa|emily emmy|emma emmy|ernest ernie|esther essie|eugene gene|evelyn evie|florence flo
frances fran frannie|francis frank|francois frank|francoise fanfan|franklin frank|frederick fred freddie|gabriel gabe
genevieve ginette ginny|george georgie|gerald gerry jerry|gertrude trudy|gilbert gil bert|gregory greg|guillaume guy
harold harry hal|harriet hattie|henry hank harry|herbert bert|isabella bella izzy|isabelle izzy belle|jacob jake
jacqueline jackie|jacques jack|james jim jimmy jamie|janet jan|jean johnny|jeanne jeannine|jennifer jenny jen
jeremiah jerry|jessica jess jessie|joan joanie|joannie jo|john jack johnny|jonathan jon|joseph joe jo joey jos
josephine jo josie|judith judy|julia julie|katherine kate katie kathy kitty kat|kathleen kathy kate|kenneth ken kenny
kimberly kim|laurence larry|lawrence larry laurie|leonard lenny len|leopold leo|lillian lily|louis lou louie|louise lou
lucille lucy|madeleine maddie mado|margaret maggie meg peggy marge margie greta|marguerite margot margo|maria mia
marie-eve eve|martha patty|martin marty|mary molly polly mamie|mathieu matt|matilda tilda tillie|matthew matt matty
maurice moe momo|maximilian max|melissa missy|michael mike mick mickey|michel mike mitch|michelle shelly mimi
mitchell mitch|mohamed mo moe|mohammed mo moe|muhammad mo moe|nancy nan|nathan nate|nathaniel nate nat|nicholas nick nicky
nicolas nick nico|nicole nicky nikki|oliver ollie|olivia liv|pamela pam|patricia pat patty trish tricia|patrick pat paddy
penelope penny|peter pete|philippe phil|phillip phil|philip phil pip|priscilla cilla|rachel rae|raymond ray|rebecca becky
reginald reggie reg|rejean ti-jean|richard rick ricky rich dick|robert bob bobby rob robbie bert|roderick rod|roger rodge
roland rollie|ronald ron ronnie|rosemary rosie|russell russ|samantha sammy|samuel sammy|sandra sandy|sarah sally sadie
sebastien seb|stephane steph|stephanie steph steffi|stephen steve|steven steve|stuart stu|susan sue susie|susanna sue
suzanne suzie sue|sylvain sly|sylvie syl|tatiana tanya|teresa terry tess|terence terry|theodore ted teddy theo
theresa terry tess tessa|therese terry|thomas tom tommy|timothy tim timmy|valerie val|vanessa nessa|veronica ronnie
veronique vero|victor vic|victoria vicky tori|vincent vince vinny|virginia ginny|vivian viv|walter walt wally
wilfred fred will|william will bill billy willy liam|winifred winnie|zachary zach zack`

let names: ReadonlyMap<string, ReadonlyArray<string>> | undefined

const load = (): ReadonlyMap<string, ReadonlyArray<string>> => {
  const found = new Map<string, Array<string>>()
  for (const line of table.split(/[\n|]/)) {
    const [name = "", ...short] = line.trim().split(" ")
    for (const one of short) {
      const some = found.get(one)
      if (some === undefined) found.set(one, [name])
      else some.push(name)
    }
  }
  return found
}

/** The given names of those who are called that, all folded. */
export const nicknamesOf = (word: string): ReadonlyArray<string> => (names ??= load()).get(word) ?? []
