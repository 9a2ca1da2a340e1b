/* SPDX-License-Identifier: MIT
 *
 * YAML text as a tree of nodes, each with the place where it was written. Only node.c knows
 * libyaml. The subset is what a person writes by hand: no tags, one document, unique keys.
 */
#ifndef TRIPMAP_YAML_NODE_H
#define TRIPMAP_YAML_NODE_H

#include "base/diag.h"

typedef enum { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING } yaml_kind;

typedef struct yaml_node yaml_node;

typedef struct {
    const yaml_node *key; /* a scalar */
    const yaml_node *value;
} yaml_pair;

/* An alias is the node it names, so a node may be reached in more than one way. */
struct yaml_node {
    yaml_kind kind;
    span span;        /* a scalar with its quotes; the first line of anything longer */
    char *text;       /* scalar: valid UTF-8 without NUL */
    bool plain;       /* scalar written without quotes, so that "~" and "" mean nothing at all */
    GPtrArray *items; /* sequence: yaml_node *, borrowed from the tree */
    GArray *pairs;    /* mapping: yaml_pair in the order written, repeated keys left out */
    guint expanded;   /* nodes from this one down, aliases followed */
};

typedef struct yaml_tree yaml_tree;

/* Reads the one document of SRC. False when the text is no YAML or breaks a limit; repeated keys
 * and tags are reported too, but leave a tree to go on with. An empty document has a NULL root.
 * The tree borrows SRC. */
bool yaml_tree_read(yaml_tree **out, source *src, diag_list *diags);
const yaml_node *yaml_tree_root(const yaml_tree *tree);
void yaml_tree_free(yaml_tree *tree);

/* A plain scalar that means no value: empty, "~" or "null". */
bool yaml_node_is_null(const yaml_node *node);
/* "a list", "a mapping", "a text" for messages. */
const char *yaml_node_describe(const yaml_node *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(yaml_tree, yaml_tree_free)

#endif
