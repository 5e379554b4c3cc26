// The .flow language, one statement at a time: the statements of a file are told apart before this grammar sees them
// (a line break ends a statement unless it is visibly unfinished), which keeps one mistake from hiding the next.
parser grammar Flow;

options { tokenVocab = FlowLexer; }

statement
    : ( header | use | param | dim | input | output | publish | equation ) EOF
    ;

header  : FLOW NAME ;

use
    : USE qualifiedName ( AS NAME )?                 # useLibrary
    | USE NAME qualifiedName AS NAME                 # useJava
    | USE FLOW STRING AS NAME                        # useFlow
    ;

param   : PARAM NAME COLON type ( ASSIGN expression )? ;

dim     : DIM NAME ASSIGN span ;

input   : INPUT NAME ( LEFT_BRACKET NAME ( COMMA NAME )* RIGHT_BRACKET )? COLON type ;

output  : OUTPUT NAME ( COMMA NAME )* ;

publish : PUBLISH dataset ( COMMA dataset )* ( AS STRING )? ( WITH metadata )? ;

dataset : qualifiedName ( LEFT_BRACKET indices RIGHT_BRACKET )? QUESTION? ;

metadata: LEFT_BRACE ( entry ( COMMA entry )* COMMA? )? RIGHT_BRACE ;

entry   : word COLON expression ;

equation: targets ( LEFT_BRACKET indices RIGHT_BRACKET )? ( WHERE expression )? ASSIGN expression ( YIELDS NAME )? annotation* ;

targets : NAME | LEFT_PAREN NAME ( COMMA NAME )* RIGHT_PAREN ;

annotation : AT word ( LEFT_PAREN arguments RIGHT_PAREN )? ;

expression
    : primary                                                                    # value
    | ( MINUS | NOT ) expression                                                 # unary
    | expression ( STAR | SLASH | PERCENT ) expression                           # binary
    | expression ( PLUS | MINUS ) expression                                     # binary
    | expression ( LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL ) expression # binary
    | expression ( EQUAL | NOT_EQUAL ) expression                                # binary
    | expression AND expression                                                  # binary
    | expression OR expression                                                   # binary
    | IF expression THEN expression ELSE expression                              # conditional
    ;

primary
    : ( INT | FLOAT | QUANTITY | STRING | TRUE | FALSE )                         # literal
    | LEFT_BRACKET ( expression ( COMMA expression )* COMMA? )? RIGHT_BRACKET    # list
    | qualifiedName ( LEFT_PAREN arguments RIGHT_PAREN | ( LEFT_BRACKET indices RIGHT_BRACKET )? QUESTION? ) # named
    | LEFT_PAREN expression RIGHT_PAREN                                          # grouped
    ;

arguments : ( argument ( COMMA argument )* COMMA? )? ;

argument  : ( word COLON )? expression ;

indices   : index ( COMMA index )* ;

index     : STAR | span ;

// One coordinate or several.
span      : expression ( ( RANGE | RANGE_BELOW ) expression ( BY expression )? )? ;

interpolation : expression EOF ;

type
    : qualifiedName ( LESS type GREATER )? ( LEFT_BRACKET shape RIGHT_BRACKET )? ( LEFT_BRACE column ( COMMA column )* RIGHT_BRACE )?
    ;

shape     : RANGE | expression ( COMMA expression )* ;

column    : word COLON type ;

qualifiedName : NAME ( DOT word )* ;

// Words of the language may name arguments, columns and members, where nothing else can stand.
word
    : NAME | FLOW | USE | PARAM | DIM | PUBLISH | INPUT | OUTPUT | WHERE | YIELDS | BY | AS | WITH | IF | THEN | ELSE | TRUE | FALSE
    ;
