/**
 * The call-load harness: browser-like and trunk-like peers on one thread, a media engine in another process, and what
 * lies between them measured.
 */
package dev.landline.bench.load;
