// The words of the .flow language. Every character belongs to some token: what is wrong becomes a token of its own kind,
// so that the parser's front can say what is wrong in plain words. No rule calls itself: lexing takes constant stack.
lexer grammar FlowLexer;

FLOW    : 'flow';
USE     : 'use';
PARAM   : 'param';
DIM     : 'dim';
PUBLISH : 'publish';
INPUT   : 'input';
OUTPUT  : 'output';
WHERE   : 'where';
YIELDS  : 'yields';
BY      : 'by';
AS      : 'as';
WITH    : 'with';
IF      : 'if';
THEN    : 'then';
ELSE    : 'else';
TRUE    : 'true';
FALSE   : 'false';

INT      : DIGITS;
FLOAT    : DIGITS '.' DIGITS EXPONENT? | DIGITS EXPONENT;
// A number with letters attached: whether they are a unit is said later, with the units that exist.
QUANTITY : (DIGITS | DIGITS '.' DIGITS) LETTER WORD*;
NAME     : LETTER WORD*;

// Braces hold an expression, in which strings may stand that open no further ones.
STRING          : '"' (TEXT | HOLE)* '"';
UNCLOSED_STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])*;

// The quotes that open a text block; `TextBlocks` finds its end and makes it a STRING. What keeps this type has no end.
UNCLOSED_TEXT_BLOCK : '"""';

DOT          : '.';
RANGE        : '..';
RANGE_BELOW  : '..<';
COMMA        : ',';
COLON        : ':';
ASSIGN       : '=';
QUESTION     : '?';
AT           : '@';
LEFT_PAREN   : '(';
RIGHT_PAREN  : ')';
LEFT_BRACKET : '[';
RIGHT_BRACKET: ']';
LEFT_BRACE   : '{';
RIGHT_BRACE  : '}';

OR               : '||';
AND              : '&&';
EQUAL            : '==';
NOT_EQUAL        : '!=';
LESS             : '<';
LESS_OR_EQUAL    : '<=';
GREATER          : '>';
GREATER_OR_EQUAL : '>=';
PLUS             : '+';
MINUS            : '-';
STAR             : '*';
SLASH            : '/';
PERCENT          : '%';
NOT              : '!';

DOCUMENTATION    : '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN);
LINE_COMMENT     : ('//' (~[/\r\n] ~[\r\n]*)? | '////' ~[\r\n]*) -> channel(HIDDEN);
BLOCK_COMMENT    : INSIDE '*'+ '/' -> channel(HIDDEN);
UNCLOSED_COMMENT : INSIDE '*'*;
BLANK            : [ \t\r\n\u000C\uFEFF]+ -> skip;

STRAY : .;

fragment INSIDE   : '/*' (~[*] | '*'+ ~[*/])*;
fragment DIGITS   : [0-9] ([0-9_]* [0-9])?;
fragment EXPONENT : [eE] [+-]? [0-9]+;
fragment LETTER   : [A-Za-z_];
fragment WORD     : [A-Za-z0-9_];
fragment TEXT     : ~["\\{\r\n] | '\\' ~[\r\n];
fragment HOLE     : '{' (~["{}\\\r\n] | '"' (~["\\{\r\n] | '\\' ~[\r\n])* '"')* '}';
