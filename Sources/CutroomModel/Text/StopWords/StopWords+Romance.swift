extension StopWords {
  static let french = """
    à afin ai ainsi alors après as au aucun aucune aujourd'hui auquel aussi autant autre autres aux
    avaient avait avant avec avez avoir avons beaucoup bien c'est car ce ceci cela celle celles celui
    cependant certains ces cet cette ceux chaque chez comme comment contre d'un d'une dans de déjà
    depuis derrière des dès deux devant doit doivent donc dont du elle elles en encore enfin entre
    es est et étaient était étant été être eu eux fait faire faut fois font furent fut grâce hors
    ici il ils j'ai je jusqu'à l'on la là laquelle le lequel les lesquels leur leurs lors lorsque
    lui ma mais malgré me même mêmes mes moi moins mon ne ni non nos notre nôtre nous on ont ou où
    par parce parfois parmi pas pendant peu peut peuvent plus plusieurs plutôt pour pourquoi
    pourtant puis puisque qu'elle qu'il qu'ils qu'on qu'un qu'une quand quant que quel quelle
    quelles quelque quelques quels qui quoi s'est s'il sa sans se selon sera seront ses seulement
    si sinon soit son sont sous souvent sur ta tandis tant te tel telle tels tes toi ton toujours
    tous tout toute toutes très trop tu un une vers voici voilà vos votre vous vu y
    """

  static let spanish = """
    a al algo algún alguna algunas alguno algunos allí ambos ante antes aquel aquella aquellas
    aquello aquellos aquí así aún aunque bajo bastante bien cada casi como cómo con contra cual cuál
    cuales cualquier cuando cuándo cuanto de debe deben del demás dentro desde después donde dónde
    dos durante e el él ella ellas ello ellos en entonces entre era eran es esa esas ese eso esos
    está esta estaba estaban estado están estar estas este esto estos fue fueron ha había habían
    haber hace hacer hacia han hasta hay he incluso la las le les lo los luego más me mediante menos
    mi mí mientras mis mismo misma mucho muchos muy nada ni ningún ninguna no nos nosotros nuestra
    nuestro nuestros nunca o os otra otras otro otros para pero poco pocos por porque pronto pues
    que qué quien quién quienes se sea según ser será si sí sido siempre sin sino sobre solo sólo
    son su sus tal tales también tampoco tan tanto te tenía tiene tienen toda todas todavía todo
    todos tras tu tú tus u un una unas uno unos usted ustedes varios vez y ya yo
    """

  static let italian = """
    a ad agli ai al alcune alcuni alla alle allo allora altra altre altri altro anche ancora anzi
    appena avere aveva avevano ben bene c'è che chi ci ciò circa coi col come con contro così cui da
    dagli dai dal dall'altra dalla dalle dallo degli dei del della delle dello dentro di dopo dove
    dovrebbe due dunque durante e è ed egli era erano essa esse essere essi fa fare fin fino fra
    fu furono già gli grazie ha hanno ho i il in infatti inoltre insieme io la là le lei li lo loro
    lui ma mai me meno mentre mi mia mio molta molte molti molto ne negli nei nel nella nelle nello
    nessun nessuna niente noi non nostra nostro o ogni ognuno oltre oppure ora per perché perciò
    però più poco poi poiché possono presso prima proprio può qua quale quali qualche quando quanto
    quasi quella quelle quelli quello questa queste questi questo qui quindi sarà se sebbene secondo
    sei sempre senza si sia siamo solo sono sopra sotto spesso sta stata state stati stato stesso su
    sua subito sue sugli sui sul sulla sulle suo suoi tale tali tanto te ti tra troppo tu tua tuo
    tutta tutte tutti tutto un una uno verso vi via voi
    """

  static let portuguese = """
    a à agora ainda algo alguém algum alguma algumas alguns além ambos ante antes ao aos apenas apesar
    após aquela aquelas aquele aqueles aquilo as às assim até através bem cada cerca com como contra
    contudo cuja cujo da daquele das de dela dele deles demais depois desde dessa desse desta deste
    deve devem disso do dois dos duas durante e é ela elas ele eles em embora enquanto entre era eram
    essa essas esse esses esta está estão estar estas estava este estes eu faz fazer foi fora foram
    há isso isto já lá lhe lhes logo mais mas me mesma mesmo meu meus minha muita muitas muito
    muitos na nada não nas nem nenhum nenhuma nessa nesse nesta neste no nos nós nossa nosso num
    numa nunca o onde os ou outra outras outro outros para pela pelas pelo pelos perante pode podem
    pois por porém porque portanto pouco poucos quais qual qualquer quando quanto quase que quem
    são se seja sem sempre sendo ser será seu seus si sido sob sobre sua suas tal também tanto tão
    tem têm tenha ter teve tinha toda todas todavia todo todos tudo um uma umas uns vez você vocês
    """
}
