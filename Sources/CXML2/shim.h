#pragma once
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// xmlFree is a global variable that holds a function.
static inline void xmlFreeText(xmlChar *text) { xmlFree(text); }
