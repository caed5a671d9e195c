; Parts of the installer: closing the program, what Windows is told about it, and the recycle bin.

; Close the program and wait until its files are free. Leaves 0 in $0, or 1 when something still runs after 20 seconds.
!macro CLOSE_PROGRAM UN
Function ${UN}CloseProgram
  Push "$INSTDIR\app\${PROGRAM}"
  Call ${UN}IsLocked
  StrCpy $WasOpen $0
  Call ${UN}IsOpen
  ${If} $0 == 0
    Return
  ${EndIf}
  ${IfNot} ${Silent}
    MessageBox MB_OKCANCEL|MB_ICONINFORMATION "$(WILL_CLOSE)" IDOK close
    SetErrorLevel 1
    RMDir /r "$INSTDIR\app.new"
    Quit
  ${EndIf}
close:
  ; It answers at once, and then ends as if its window had been closed; what is under way goes on at the next start.
  nsExec::Exec /TIMEOUT=30000 '"$INSTDIR\app\${COMMAND}" quit'
  Pop $0
  StrCpy $1 0
  ${Do}
    Call ${UN}IsOpen
    ${If} $0 == 0
    ${OrIf} $1 >= ${WAIT_STEPS}
      ${ExitDo}
    ${EndIf}
    Sleep ${WAIT_STEP_MS}
    IntOp $1 $1 + 1
  ${Loop}
FunctionEnd

; 1 in $0: a program file can't be written, as Windows has it while it runs.
Function ${UN}IsOpen
  Push "$INSTDIR\app\${PROGRAM}"
  Call ${UN}IsLocked
  ${If} $0 == 0
    Push "$INSTDIR\app\${COMMAND}"
    Call ${UN}IsLocked
  ${EndIf}
FunctionEnd

Function ${UN}IsLocked
  Pop $2
  StrCpy $0 0
  ${IfNot} ${FileExists} "$2"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $3 "$2" a
  ${If} ${Errors}
    StrCpy $0 1
  ${Else}
    FileClose $3
  ${EndIf}
  ClearErrors
FunctionEnd
!macroend

; SHCTX is the user's part of the registry, or everyone's.
!macro REGISTER
  SetOutPath "$INSTDIR\app" ; where a shortcut starts its program
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\app\${PROGRAM}"
  ${If} $AllUsers == 0 ; "Send to" is each user's own
    ${If} $OldVersion == "" ; an upgrade leaves it out when the user has taken it out
    ${OrIf} ${FileExists} "$SENDTO\${NAME}.lnk"
      CreateShortcut "$SENDTO\${NAME}.lnk" "$INSTDIR\app\${PROGRAM}"
    ${EndIf}
  ${EndIf}
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\app\${PROGRAM}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${INSTALLED_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  WriteRegStr SHCTX "${APP_PATHS}\${PROGRAM}" "" "$INSTDIR\app\${PROGRAM}"
  ; "Open with", for each kind of file that it reads. No kind is taken over: what opens with a double-click stays.
  WriteRegStr SHCTX "${CLASSES}\${PROG_ID}" "" "$(RECEIPT)"
  WriteRegStr SHCTX "${CLASSES}\${PROG_ID}\DefaultIcon" "" "$INSTDIR\app\${PROGRAM},0"
  WriteRegStr SHCTX "${CLASSES}\${PROG_ID}\shell\open\command" "" '"$INSTDIR\app\${PROGRAM}" "%1"'
  WriteRegStr SHCTX "${CLASSES}\Applications\${PROGRAM}" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\Applications\${PROGRAM}\shell\open" "MultiSelectModel" "Player"
  WriteRegStr SHCTX "${CLASSES}\Applications\${PROGRAM}\shell\open\command" "" '"$INSTDIR\app\${PROGRAM}" "%1"'
  WriteRegStr SHCTX "${CAPABILITIES}" "ApplicationName" "${NAME}"
  WriteRegStr SHCTX "${CAPABILITIES}" "ApplicationDescription" "$(ABOUT)"
  WriteRegStr SHCTX "Software\RegisteredApplications" "${NAME}" "${CAPABILITIES}"
  !insertmacro EACH_KIND REGISTER_KIND
  !insertmacro TELL_SHELL
  SetOutPath "$TEMP"
!macroend

!macro REGISTER_KIND KIND
  WriteRegStr SHCTX "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" "${KIND}" ""
  WriteRegNone SHCTX "${CLASSES}\${KIND}\OpenWithProgids" "${PROG_ID}"
  WriteRegStr SHCTX "${CAPABILITIES}\FileAssociations" "${KIND}" "${PROG_ID}"
!macroend

!macro UNREGISTER
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$SENDTO\${NAME}.lnk"
  DeleteRegKey SHCTX "${APP_PATHS}\${PROGRAM}"
  DeleteRegKey SHCTX "${CLASSES}\${PROG_ID}"
  DeleteRegKey SHCTX "${CLASSES}\Applications\${PROGRAM}"
  DeleteRegKey SHCTX "${CAPABILITIES}"
  DeleteRegKey /ifempty SHCTX "Software\Bilagsdrop"
  DeleteRegValue SHCTX "Software\RegisteredApplications" "${NAME}"
  !insertmacro EACH_KIND UNREGISTER_KIND
  !insertmacro TELL_SHELL
  DeleteRegKey SHCTX "${UNINSTALL_KEY}" ; last: until then it can be removed again
!macroend

!macro UNREGISTER_KIND KIND
  DeleteRegValue SHCTX "${CLASSES}\${KIND}\OpenWithProgids" "${PROG_ID}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${KIND}\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${KIND}"
!macroend

; SHChangeNotify: kinds of files have changed.
!macro TELL_SHELL
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; Put a folder into the recycle bin (SHFileOperation: FO_DELETE; no questions, undo allowed).
!macro RECYCLE FOLDER
  ${If} ${FileExists} "${FOLDER}\*.*"
    StrCpy $7 0x4454 ; no questions, undo allowed, but a warning before what is too large for the bin
    ${If} ${Silent}
      StrCpy $7 0x0454
    ${EndIf}
    System::Call '*(&t${NSIS_MAX_STRLEN} "${FOLDER}") p .r4'
    System::Call '*(p $HWNDPARENT, i 3, i 0, p r4, p 0, i r7, i 0, p 0, p 0) p .r5'
    System::Call 'shell32::SHFileOperationW(p r5) i .r6'
    System::Free $5
    System::Free $4
  ${EndIf}
!macroend
