/* What Qt takes from Windows' own ICU, which Wine 8 lacks. Nothing here is shipped, and nothing of it is asked in a
   test; each says "no". */
#define NO(name) __declspec(dllexport) void *name(void) { return 0; }
