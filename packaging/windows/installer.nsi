; The installer and uninstaller for Windows. packaging/bundling/installer.py compiles it, and says with /D:
;   VERSION FILE_VERSION OUTPUT ICON WORK (its generated includes) INNER_LENGTH (of the longest path inside)
;   INSTALLED_KB COMPRESSION, as it may be DICTIONARY, and SIGN (a command that signs a file) when there is a certificate.
;
; Everything of ours lies in two folders, "app" and nothing else beside it but the uninstaller, so that what else is in
; a chosen folder is never touched. A new version is unpacked beside the old one and takes its place in two renames:
; until then a full disk, a cancelled or killed installation leaves the old version as it was.
;
; Switches: /S silent, /AllUsers or /CurrentUser, /D=folder (last, without quotes); uninstaller: /S, /RemoveReceipts.
; Exit status: 0 done, 1 cancelled, 2 failed, 3 a newer version is installed, 4 the program is still open,
;   5 not enough room, 6 the folder's path is too long, 7 the folder holds something else, 740 needs an administrator.
Target amd64-unicode
Unicode true
SetCompressor ${COMPRESSION}
!ifdef DICTIONARY
  SetCompressorDictSize ${DICTIONARY} ; MB: the two programs hold the same modules, and Qt's libraries much alike
!endif
SetDateSave on
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
AllowSkipFiles off
CRCCheck on

!define NAME "Bilagsdrop"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define CLASSES "Software\Classes"
!define PROG_ID "Bilagsdrop.Receipt"
!define CAPABILITIES "Software\Bilagsdrop\Capabilities"
!define PROGRAM "bilagsdrop.exe"
!define COMMAND "bilagsdrop-cli.exe"
!define WAIT_STEP_MS 250
!define WAIT_STEPS 80 ; 20 seconds

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
!include "nsDialogs.nsh"
!include "WinMessages.nsh"

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

Var AllUsers    ; 1: for everyone on this computer
Var WasOpen     ; 1: the program was open before, and is opened again
Var OldVersion  ; what is installed, or empty
Var Radio

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_ALLLANGUAGES
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION OpenProgram
!define MUI_FINISHPAGE_RUN_TEXT "$(RUN_NOW)"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${WORK}\side.bmp"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_WELCOMEPAGE_TITLE "$(WELCOME_TITLE)"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME_TEXT)"
!define MUI_FINISHPAGE_TITLE "$(DONE_TITLE)"
!define MUI_FINISHPAGE_TEXT "$(DONE_TEXT)"

!insertmacro MUI_PAGE_WELCOME
Page custom WhoPage WhoLeave
!define MUI_PAGE_CUSTOMFUNCTION_PRE FolderPre
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE FolderLeave
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_PAGE_CUSTOMFUNCTION_PRE FinishPre
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English" ; the first serves every other language
!insertmacro MUI_LANGUAGE "Danish"
!include "words.nsh"
!include "parts.nsh"
!include "${WORK}\files.nsh"
!include "${WORK}\kinds.nsh"

VIProductVersion "${FILE_VERSION}"
VIFileVersion "${FILE_VERSION}"
!macro VERSION_WORDS LANGUAGE DESCRIPTION
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${DESCRIPTION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "The Bilagsdrop authors. Apache License 2.0"
!macroend
!insertmacro VERSION_WORDS ${LANG_ENGLISH} "Bilagsdrop installer"
!insertmacro VERSION_WORDS ${LANG_DANISH} "Installation af Bilagsdrop"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
  !finalize '${SIGN} "%1"'
!endif

; --- how it begins ---

Function .onInit
  SetRegView 64
  StrCpy $AllUsers 0
  ${GetParameters} $0
  ClearErrors
  ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "DisplayVersion"
  ReadRegStr $2 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $1 != ""
  ${AndIf} $2 == ""
    StrCpy $AllUsers 1 ; what is installed for everyone is brought up to date for everyone
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/CurrentUser" $1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 0
  ${EndIf}
  ${If} ${Silent}
  ${AndIf} $AllUsers == 1
    Call RequireAdministrator
  ${EndIf}
  Call UseScope
  Call RefuseOlder
  ${If} ${Silent}
    Call CheckFolder
  ${EndIf}
FunctionEnd

; Set folder, registry and shortcuts for one user or for all.
Function UseScope
  ${If} $AllUsers == 1
    SetShellVarContext all
    ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
    StrCpy $1 "$PROGRAMFILES64\${NAME}"
  ${Else}
    SetShellVarContext current
    ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
    StrCpy $1 "$LOCALAPPDATA\Programs\${NAME}"
  ${EndIf}
  ReadRegStr $OldVersion SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $INSTDIR == "" ; else /D= has said it
    StrCpy $INSTDIR $1
    ${If} $0 != ""
      StrCpy $INSTDIR $0
    ${EndIf}
  ${EndIf}
FunctionEnd

Function RequireAdministrator
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 != "Admin"
    SetErrorLevel 740
    Quit
  ${EndIf}
FunctionEnd

Function RefuseOlder
  ${If} $OldVersion == ""
    Return
  ${EndIf}
  ${VersionCompare} "$OldVersion" "${VERSION}" $0
  ${If} $0 == 1
    MessageBox MB_OK|MB_ICONINFORMATION "$(IS_NEWER)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

; --- pages ---

Function WhoPage
  !insertmacro MUI_HEADER_TEXT "$(WHO_TITLE)" "$(WHO_SUBTITLE)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 10u 100% 12u "$(WHO_ME)"
  Pop $Radio
  ${NSD_CreateLabel} 12u 23u 95% 20u "$(WHO_ME_MORE)"
  Pop $0
  ${NSD_CreateRadioButton} 0 52u 100% 12u "$(WHO_ALL)"
  Pop $1
  ${NSD_CreateLabel} 12u 65u 95% 20u "$(WHO_ALL_MORE)"
  Pop $0
  ${If} $AllUsers == 1
    ${NSD_Check} $1
  ${Else}
    ${NSD_Check} $Radio
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function WhoLeave
  ${NSD_GetState} $Radio $0
  StrCpy $1 $AllUsers
  StrCpy $AllUsers 1
  ${If} $0 == ${BST_CHECKED}
    StrCpy $AllUsers 0
  ${EndIf}
  UserInfo::GetAccountType
  Pop $0
  ${If} $AllUsers == 1
  ${AndIf} $0 != "Admin"
    ClearErrors
    ExecShell "runas" "$EXEPATH" "/AllUsers" ; Windows asks for an administrator
    ${If} ${Errors}
      Abort
    ${EndIf}
    Quit
  ${EndIf}
  ${If} $1 != $AllUsers
    StrCpy $INSTDIR ""
    Call UseScope
    Call RefuseOlder
  ${EndIf}
FunctionEnd

Function FolderPre
  ${If} $OldVersion != "" ; an upgrade takes the place of what is there, and is not asked where
    Abort
  ${EndIf}
FunctionEnd

Function FolderLeave
  Call CheckFolder
FunctionEnd

; Refuse a folder that can't hold the program: its path is too long, something else is there, or too little room.
Function CheckFolder
  StrLen $0 "$INSTDIR\app.new\"
  IntOp $0 $0 + ${INNER_LENGTH}
  ${If} $0 > 259
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(TOO_LONG)" /SD IDOK
    Push 6
    Goto refuse
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\app\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\app\${PROGRAM}"
  ${AndIfNot} ${FileExists} "$INSTDIR\app\_internal\*.*"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NOT_OURS)" /SD IDOK
    Push 7
    Goto refuse
  ${EndIf}
  StrCpy $1 $INSTDIR 3
  System::Call 'kernel32::GetDiskFreeSpaceExW(w r1, *l .r2, p 0, p 0) i .r0'
  System::Int64Op $2 / 1024
  Pop $2
  ${If} $0 <> 0
    System::Int64Op $2 < ${INSTALLED_KB}
    Pop $3
    ${If} $3 == 1
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(NO_ROOM)" /SD IDOK
      Push 5
      Goto refuse
    ${EndIf}
  ${EndIf}
  Return
refuse:
  Pop $0
  ${If} ${Silent}
    SetErrorLevel $0
    Quit
  ${EndIf}
  Abort
FunctionEnd

Function FinishPre
  ${If} $WasOpen == 1
  ${AndIf} $AllUsers == 0 ; it is open again already
    Abort
  ${EndIf}
FunctionEnd

; --- the work ---

!insertmacro CLOSE_PROGRAM ""

Function .onInstFailed
  SetOutPath "$TEMP" ; the current folder can't be removed
  RMDir /r "$INSTDIR\app.new"
  RMDir "$INSTDIR"
FunctionEnd

Section "Bilagsdrop"
  SetErrorLevel 2 ; until it is done
  SetOverwrite on
  RMDir /r "$INSTDIR\app.new"
  ClearErrors
  !insertmacro UNPACK "$INSTDIR\app.new"
  ${If} ${Errors}
    Call .onInstFailed
    Abort "$(FAILED)"
  ${EndIf}
  SetOutPath "$TEMP" ; the current folder can't be renamed
  Call CloseProgram
  ${If} $0 != 0
    RMDir /r "$INSTDIR\app.new"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(STILL_OPEN)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  Call TakePlace
  !insertmacro REGISTER
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetErrorLevel 0
  ${If} $WasOpen == 1
  ${AndIf} $AllUsers == 0
    Call OpenProgram
  ${EndIf}
SectionEnd

Function OpenProgram
  ${If} $AllUsers == 1 ; by way of the desktop, so that it runs as the user, not as the administrator who installs
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\app\${PROGRAM}"'
  ${Else}
    Exec '"$INSTDIR\app\${PROGRAM}"'
  ${EndIf}
FunctionEnd

; Put the new version where the old one was; when that fails, the old one is there as before.
Function TakePlace
  RMDir /r "$INSTDIR\app.old"
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\app\*.*"
    Rename "$INSTDIR\app" "$INSTDIR\app.old"
    ${If} ${Errors}
      Call .onInstFailed
      Abort "$(FAILED)"
    ${EndIf}
  ${EndIf}
  Rename "$INSTDIR\app.new" "$INSTDIR\app"
  ${If} ${Errors}
    Rename "$INSTDIR\app.old" "$INSTDIR\app"
    Call .onInstFailed
    Abort "$(FAILED)"
  ${EndIf}
  RMDir /r "$INSTDIR\app.old"
FunctionEnd

; --- and away again ---

!insertmacro CLOSE_PROGRAM "un."

Function un.onInit
  SetRegView 64
  StrCpy $AllUsers 0
  SetShellVarContext current
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 != $INSTDIR
  ${AndIf} $1 == $INSTDIR
    StrCpy $AllUsers 1
    SetShellVarContext all
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ${IfNot} ${Silent}
        ExecShell "runas" "$INSTDIR\uninstall.exe"
      ${EndIf}
      SetErrorLevel 740
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.CloseProgram
  ${If} $0 != 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(STILL_OPEN)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  Call un.AskAboutReceipts
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\app.new"
  RMDir /r "$INSTDIR\app.old"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  !insertmacro UNREGISTER
SectionEnd

; Receipts, login and settings are the user's. They stay, unless the user says otherwise; then the login is revoked and
; forgotten first, and the receipts go into the recycle bin. Those of other users of this computer are never touched.
Function un.AskAboutReceipts
  ${If} $AllUsers == 1
    Return
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/RemoveReceipts" $1
  ${If} ${Errors}
    ${If} ${Silent}
      Return
    ${EndIf}
    ${IfNot} ${FileExists} "$LOCALAPPDATA\${NAME}\*.*"
      Return
    ${EndIf}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON1 "$(KEEP_RECEIPTS)" /SD IDYES IDYES kept
  ${EndIf}
  nsExec::Exec /TIMEOUT=60000 '"$INSTDIR\app\${COMMAND}" logout'
  Pop $0
  !insertmacro RECYCLE "$LOCALAPPDATA\${NAME}"
  !insertmacro RECYCLE "$LOCALAPPDATA\${NAME}-sandbox"
kept:
FunctionEnd
