package dev.landline.bench.load;

/** Both peers of one call, and its number. */
record LoadedCall(int number, BrowserEnd browser, TrunkEnd trunk) {}
