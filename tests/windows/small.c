/* A small program for tests of the installer alone. With a word it ends at once, as the command line does when it is
   told to close a window; without one it runs until it is ended. */
#include <windows.h>
int wmain(int count, wchar_t **words) {
    (void)words;
    if (count == 1) Sleep(INFINITE);
    return 0;
}
