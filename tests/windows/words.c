/* Prints what stands in the windows on the screen, one text a line, in UTF-8: what the installer says to a person. */
#include <windows.h>
#include <stdio.h>

static void say(HWND window) {
    WCHAR text[2048];
    char bytes[8192];
    DWORD_PTR length = 0;
    /* Wine sends the text of another process's control only when it is asked for; a window that hangs is passed over. */
    if (!SendMessageTimeoutW(window, WM_GETTEXT, 2048, (LPARAM)text, SMTO_ABORTIFHUNG, 2000, &length) || !length) return;
    for (WCHAR *c = text; *c; c++) if (*c == '\r' || *c == '\n') *c = ' ';
    if (WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL)) printf("%s\n", bytes);
}

static BOOL CALLBACK child(HWND window, LPARAM unused) {
    if (IsWindowVisible(window)) say(window);
    return TRUE;
}

static BOOL CALLBACK top(HWND window, LPARAM unused) {
    if (IsWindowVisible(window)) {
        say(window);
        EnumChildWindows(window, child, 0);
    }
    return TRUE;
}

int wmain(void) {
    EnumWindows(top, 0);
    return 0;
}
