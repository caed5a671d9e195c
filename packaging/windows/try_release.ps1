# Installs the setup program silently for this user, runs the self-test from where it was installed, installs it over
# itself, and takes it out again; receipts and settings of the user stay.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$setup = @(Get-ChildItem dist/bilagsdrop-*-windows-*-setup.exe)
if ($setup.Count -ne 1) { throw "expected one installer, found $($setup.Count)" }

function Install {
    $ran = Start-Process -FilePath $setup[0].FullName -ArgumentList '/S', '/CurrentUser' -Wait -PassThru
    if ($ran.ExitCode -ne 0) { throw "the installer ended with $($ran.ExitCode)" }
}

Install
$key = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\Bilagsdrop'
$folder = (Get-ItemProperty $key).InstallLocation.Trim('"')
$program = Join-Path $folder 'app\bilagsdrop-cli.exe'
& $program self-test --json --require bundle,keyring,window,webview,delivery
if ($LASTEXITCODE -ne 0) { throw "the self-test ended with $LASTEXITCODE" }
Install
& $program self-test --json --require bundle
if ($LASTEXITCODE -ne 0) { throw "after installing it again the self-test ended with $LASTEXITCODE" }

$signature = Get-AuthenticodeSignature $program
if ($env:BILAGSDROP_SIGN_PFX -and $signature.Status -ne 'Valid') { throw "the signature is $($signature.Status)" }

# With _?= the uninstaller runs where it lies and is waited for; without it a copy of it would go on by itself.
$ran = Start-Process -FilePath (Join-Path $folder 'uninstall.exe') -ArgumentList '/S', "_?=$folder" -Wait -PassThru
if ($ran.ExitCode -ne 0) { throw "the uninstaller ended with $($ran.ExitCode)" }
if (Test-Path $program) { throw "$program is still there" }
if (Test-Path $key) { throw 'the uninstall entry is still there' }
