const words =
  "any ?time|only|seulement|uniquement|exclusi\\w*|strict\\w*|reserv\\w*|limit\\w*|restrict\\w*|prior\\w*|" +
  "if|si|s'|when\\w*|quand|lorsqu\\w*|unless|while|until|till?|jusqu\\w*|depend\\w*|selon|according|subject|sujette?s?|vari\\w*|var(?:y|ies|ying)|" +
  "chang\\w*|modif\\w*|adjust\\w*|ajust\\w*|weather|meteo|storms?|tempetes?|snow\\w*|neige\\w*|rain\\w*|pluie|verglas|permitting|" +
  "approx\\w*|about|around|environ|rough\\w*|circa|ish|vers|peu|pres|usual\\w*|general\\w*|normal\\w*|typical\\w*|sometimes|often|most\\w*|parfois|" +
  "souvent|habitu\\w*|may|might|could|should|would|peut|peuvent|pourrai\\w*|devrai\\w*|possib\\w*|probabl\\w*|maybe|perhaps|hope\\w*|theor\\w*|princip\\w*|" +
  "temporar\\w*|temporai\\w*|provis\\w*|exception\\w*|special\\w*|except\\w*|sauf|hormis|appointments?|appts?|rendez|rdv|rv|" +
  "bookings?|requests?|demande|demand|confirm\\w*|verif\\w*|check\\w*|before|avant|ahead|first|abord|now\\w*|current\\w*|presently|presentement|" +
  "actuel\\w*|today|tomorrow|aujourd|demain|weeks?|semaines?|months?|mois|years?|annee|new|nouv\\w*|next|prochain\\w*|start\\w*|effective|begin\\w*|" +
  "debut\\w*|soon|bientot|moving|moved|demenag\\w*|relocat\\w*|renov\\w*|travaux|construction|covid\\w*|every|each|chaque|alternat\\w*|alternance|other|others|autres?|" +
  "some|certain\\w*|second|odd|even|biweekly|twice|once|fois|times?|more|less|plus|moins|long\\w*|short\\w*|earl\\w*|later?|tot|tard|extra|extend\\w*|prolong\\w*|" +
  "reduc\\w*|reduit\\w*|partial\\w*|partiel\\w*|half|demi|chance|luck\\w*|tant|random|flexib\\w*|souple|need\\w*|besoin|supplies|sold|epuise\\w*|" +
  "arrang\\w*|entente|private|privee?s?|emergenc\\w*|urgen\\w*|garde|regist\\w*|inscri\\w*|walk|remote\\w*|teletravail|virtual\\w*|personne|" +
  "phone\\w*|telephon\\w*|online|ligne|website|web|facebook|see|voir|consult\\w*|posted|affich\\w*|call\\w*|appel\\w*|dispon\\w*|avail\\w*|" +
  "part|as|by|per|out|away|absent\\w*|back|return\\w*|retour\\w*|busy|slow|guess|think|pense|crois|sure|plan\\w*|prevu\\w*|trial|essai|" +
  "operat\\w*|schedul\\w*|arriv\\w*|here|there|duty|work\\w*|give|gone|terms?|semest\\w*|scolaires?|days?|jours?|tides?|marees?|tba|tbd|determin\\w*|announc\\w*|annonc\\w*|valid\\w*|defin\\w*|presque|thereabouts|being|willing|fingers|imprevus?|quelques|max\\w*|min|minimum|miss\\w*|skeleton|" +
  "during|pendant|durant|after|apres|depuis|since|partir|or|ou|but|mais|no|not|pas|ne|non|sans|without|jamais|never|aucun\\w*|" +
  "night\\w*|nuits?|soir\\w*|evening\\w*|morning\\w*|matin\\w*|members?|membres?|residents?|locked?|barr\\w*|close\\w*|open\\w*|ouv\\w*|ferm\\w*|for|pour|with|avec"

/** Words that whoever doubts, limits or extends hours says one of, and many others say, too. */
export const doubtful = new RegExp(`^(?:${words})$`)
