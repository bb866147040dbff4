/** Sound as samples: what makes it, what listens to it. Pure and without a clock; called on media loops. */
package dev.landline.media.sound;
