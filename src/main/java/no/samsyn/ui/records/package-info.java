/**
 * Activities, contacts and expenses: one table and one form for every entity type, made from its
 * schema.
 */
@NullMarked
package no.samsyn.ui.records;

import org.jspecify.annotations.NullMarked;
