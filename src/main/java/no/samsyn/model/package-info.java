/**
 * Facts about field data, and nothing else: values, fields, changes, mutations, records and the
 * schemas that describe them.
 *
 * <p>Start at {@link no.samsyn.model.EntitySchema} and {@link no.samsyn.model.Mutation}. Everything
 * here is immutable, does no I/O and knows no other package of ours; client, server and phone share
 * it.
 */
@NullMarked
package no.samsyn.model;

import org.jspecify.annotations.NullMarked;
