package dev.domicile.docs;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every command of the launcher that a document shows, once, with the test that runs it as it
 * stands here.
 */
public enum ShownCommand {
  HELP("./domicile --help", "LauncherIT#theFirstCommandBuildsAndItsOutputIsTheHelpAlone"),
  DEMO("./domicile demo", "LauncherIT#theDemoShowsADomainBeforeAndAfter"),
  DEMO_JSON("./domicile demo --json", "LauncherIT#theDemoPrintsOneJsonObject"),
  SERVE("./domicile serve", "LauncherIT#withoutAConfigurationItIsASandboxWithACallToPaste"),
  SERVE_MISBEHAVING(
      "./domicile serve --latency 50 --contacts full,com=none,net=registrant-tech --server-handles"
          + " --decides-after 20000",
      "LauncherIT#theSandboxOfAServiceWithoutAConfigurationTakesTheSandboxsOptions"),
  SERVE_CONFIGURED(
      "./domicile serve --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  SANDBOX(
      "./domicile sandbox --port 7000 --data sandbox-data --domains 1000 --latency 20",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  ACCOUNT_CREATE(
      "./domicile account create acme --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  ACCOUNT_TAKE_OVER(
      "./domicile account create reseller --access-key-id LTAIexample --access-key-secret"
          + " oldsecret --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  DOMAINS_IMPORT(
      "./domicile domains import portfolio.csv --account acme --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  DOMAINS_IMPORT_SKIP_BAD(
      "./domicile domains import portfolio.csv --account acme --skip-bad --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  DOMAINS_IMPORT_ADD(
      "./domicile domains import portfolio.csv --account acme --mode add --skip-bad --config"
          + " domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  DOMAINS_SYNC(
      "./domicile domains sync --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  DOMAINS_SYNC_ONE(
      "./domicile domains sync --registry sandbox --sessions 2 --per-second 50 --json --config"
          + " domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  DOMAINS_MOVE(
      "./domicile domains move sample-0004.test --to reseller --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  DOMAINS_REMOVE(
      "./domicile domains remove sold.txt --account acme --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  DOMAINS_COUNT(
      "./domicile domains count --account acme --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  AUDIT_VERIFY(
      "./domicile audit verify --config domicile.yaml",
      "AuditCommandTest#theCommandsOfTheDocumentsTellThatAllIsSoundAndWhatIsNot"),
  AUDIT_VERIFY_HEAD(
      "./domicile audit verify --head"
          + " 4:b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c --config"
          + " domicile.yaml",
      "AuditCommandTest#theCommandsOfTheDocumentsTellThatAllIsSoundAndWhatIsNot"),
  ERASE_DRY(
      "./domicile erase --account acme --email zhangsan@example.com --config domicile.yaml",
      "EraseCommandTest#theCommandsOfTheDocumentTellAndErase"),
  ERASE(
      "./domicile erase --account acme --email zhangsan@example.com --yes --config"
          + " domicile.yaml",
      "EraseCommandTest#theCommandsOfTheDocumentTellAndErase"),
  ERASE_HANDLE(
      "./domicile erase --account acme --registry lab --handle DOM1A2B3C --yes --config"
          + " domicile.yaml",
      "EraseCommandTest#theCommandsOfTheDocumentTellAndErase"),
  MASTERKEY_ROTATE(
      "./domicile masterkey rotate --config domicile.yaml",
      "MasterKeyCommandTest#theCommandOfTheDocumentReplacesTheKeyBesideARunningServiceThatGoesOnWriting"),
  DATABASE_BACKUP(
      "./domicile database backup backup.db --config domicile.yaml",
      "BackupCommandTest#theCommandOfTheManualWorksAsItStands"),
  STEP_RESOLVE(
      "./domicile step resolve TASKDETAILNO --as done --reason seen-at-the-registry --config"
          + " domicile.yaml",
      "StepCommandTest#theCommandOfTheRunbookEndsAStepInDoubt"),
  CONTACTS_LOST(
      "./domicile contacts lost --config domicile.yaml",
      "ContactsCommandTest#theCommandsOfTheRunbookListTheLostAndSettleThem"),
  CONTACTS_RESOLVE(
      "./domicile contacts resolve lab DLOST1 --not-made --reason looked-there --config"
          + " domicile.yaml",
      "ContactsCommandTest#theCommandsOfTheRunbookListTheLostAndSettleThem"),
  DATABASE_RESTORED(
      "./domicile database restored --config domicile.yaml",
      "BackupCommandTest#theCommandsOfTheManualPutABackupBackAndReleaseIt"),
  DATABASE_RELEASED(
      "./domicile database restored --release --config domicile.yaml",
      "BackupCommandTest#theCommandsOfTheManualPutABackupBackAndReleaseIt"),
  DATABASE_COPY(
      "./domicile database copy --from sqlite:data/domicile.db --to file:database.url",
      "DatabaseCommandTest#theCommandOfTheManualWorksAsItStands"),
  KEY_CREATE_POLICY(
      "./domicile key create --account acme --policy policy.json --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  KEY_CREATE_TEMPORARY(
      "./domicile key create --account acme --temporary 1h --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  KEY_LIST(
      "./domicile key list --account acme --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  KEY_DISABLE(
      "./domicile key disable LTAIexample --account reseller --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  KEY_ENABLE(
      "./domicile key enable LTAIexample --account reseller --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands"),
  KEY_DELETE(
      "./domicile key delete LTAIexample --account reseller --config domicile.yaml",
      "LauncherIT#aServiceWithAConfigurationWorksBesideItsCommands");

  private final String line;
  private final String provedBy;

  ShownCommand(String line, String provedBy) {
    this.line = line;
    this.provedBy = provedBy;
  }

  /** For a shell in the project's folder. */
  public String line() {
    return line;
  }

  /** {@code Class#method}. */
  String provedBy() {
    return provedBy;
  }

  static Optional<ShownCommand> of(String line) {
    return Arrays.stream(values()).filter(shown -> shown.line.equals(line)).findFirst();
  }
}
