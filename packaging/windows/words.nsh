; What the installer says, in English and Danish.
!macro SAY NAME ENGLISH DANISH
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_DANISH} "${DANISH}"
!macroend

!insertmacro SAY WELCOME_TITLE "Install Bilagsdrop ${VERSION}" "Installer Bilagsdrop ${VERSION}"
!insertmacro SAY WELCOME_TEXT "Drop your receipts on a window; they become purchase vouchers in Dinero.$\r$\n$\r$\nAn earlier version is replaced. Your receipts and settings are kept." \
  "Slip dine bilag på et vindue, og de bliver til køb i Dinero.$\r$\n$\r$\nEn tidligere version bliver skiftet ud. Dine bilag og indstillinger bliver bevaret."
!insertmacro SAY WHO_TITLE "Who is it for?" "Hvem er det til?"
!insertmacro SAY WHO_SUBTITLE "Each user has receipts and a login of their own in any case." "Hver bruger har under alle omstændigheder sine egne bilag og sit eget login."
!insertmacro SAY WHO_ME "Only &me" "Kun &mig"
!insertmacro SAY WHO_ME_MORE "Needs no administrator." "Kræver ingen administrator."
!insertmacro SAY WHO_ALL "&Everyone on this computer" "&Alle på denne computer"
!insertmacro SAY WHO_ALL_MORE "Windows asks for an administrator." "Windows spørger efter en administrator."
!insertmacro SAY DONE_TITLE "Bilagsdrop is installed" "Bilagsdrop er installeret"
!insertmacro SAY DONE_TEXT "You find it in the start menu, and under $\"Open with$\" and $\"Send to$\" when you right-click a receipt." \
  "Du finder den i startmenuen og under $\"Åbn med$\" og $\"Send til$\", når du højreklikker på et bilag."
!insertmacro SAY RUN_NOW "Open Bilagsdrop" "Åbn Bilagsdrop"
!insertmacro SAY RECEIPT "Receipt" "Bilag"
!insertmacro SAY ABOUT "Receipts become purchase vouchers in Dinero" "Bilag bliver til køb i Dinero"
!insertmacro SAY IS_NEWER "Bilagsdrop $OldVersion is installed, which is newer than this one (${VERSION}). Nothing was changed. Use the newer one; an older one can't read its receipts." \
  "Bilagsdrop $OldVersion er installeret, og den er nyere end denne (${VERSION}). Intet er ændret. Brug den nyere; en ældre kan ikke læse dens bilag."
!insertmacro SAY WILL_CLOSE "Bilagsdrop is open, and will be closed. Receipts that aren't sent yet are sent when it is opened again." \
  "Bilagsdrop er åben og bliver lukket. Bilag, der ikke er sendt endnu, bliver sendt, når den åbnes igen."
!insertmacro SAY STILL_OPEN "Bilagsdrop is still open, perhaps for another user or on the command line. Nothing was changed. Close it, and try again." \
  "Bilagsdrop er stadig åben, måske hos en anden bruger eller på kommandolinjen. Intet er ændret. Luk den, og prøv igen."
!insertmacro SAY NO_ROOM "There isn't enough room on that disk. Make room, or choose another folder." \
  "Der er ikke plads nok på den disk. Gør plads, eller vælg en anden mappe."
!insertmacro SAY TOO_LONG "The folder's path is too long for Windows. Choose one with a shorter path." \
  "Mappens sti er for lang til Windows. Vælg en med en kortere sti."
!insertmacro SAY NOT_OURS "There is something else in the folder's $\"app$\". Choose another folder." \
  "Der ligger noget andet i mappens $\"app$\". Vælg en anden mappe."
!insertmacro SAY FAILED "Bilagsdrop could not be installed; the disk may be full. An earlier version is as it was. Make room, and try again." \
  "Bilagsdrop kunne ikke installeres; måske er disken fuld. En tidligere version er, som den var. Gør plads, og prøv igen."
!insertmacro SAY KEEP_RECEIPTS "Keep your receipts and your login on this computer?$\r$\n$\r$\nYes: they are there again if you install Bilagsdrop later.$\r$\nNo: you are logged out, and the receipts go into the recycle bin, also those that aren't sent yet." \
  "Vil du beholde dine bilag og dit login på denne computer?$\r$\n$\r$\nJa: de er der igen, hvis du installerer Bilagsdrop senere.$\r$\nNej: du bliver logget ud, og bilagene kommer i papirkurven, også dem, der ikke er sendt endnu."
