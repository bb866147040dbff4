/** JMH benchmarks of the media path's parts. Each operation is one packet or frame of 20 ms unless its name says else. */
package dev.landline.bench.jmh;
