/**
 * Finding the servers of a SIP domain (RFC 3263) on dnsjava, which is known here and nowhere else. Everything may block for
 * DNS and runs on threads that may.
 */
package dev.landline.sip.dns;
