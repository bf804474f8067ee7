package dev.domicile.contact;

import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.util.Set;

/** The operations that do one thing to one profile. Work that was submitted by it goes on. */
public final class ChangeProfile implements Operation {

  public enum Form {
    DELETE(
        "DeleteRegistrantProfile",
        "Removes a profile; work under way keeps the contact that it was submitted with.",
        Set.of(Version.V2018_01_29, Version.V2017_12_18)) {
      @Override
      void change(Profiles profiles, Sql sql, Caller caller, long id) {
        profiles.remove(sql, caller, id);
      }
    },
    SET_DEFAULT(
        "SetDefaultRegistrantProfile",
        "Makes a profile the account's default, which is shown and never applied by itself.",
        Set.of(Version.V2018_01_29)) {
      @Override
      void change(Profiles profiles, Sql sql, Caller caller, long id) {
        profiles.setDefault(sql, caller, id, true);
      }
    };

    private final String operation;
    private final Set<Version> versions;
    private final Description described;

    Form(String operation, String summary, Set<Version> versions) {
      this.operation = operation;
      this.versions = versions;
      this.described =
          Description.of(summary)
              .with(Profiles.REQUIRED)
              .refusing(ErrorCode.CONTACT_TEMPLATE_NOT_EXIST);
    }

    abstract void change(Profiles profiles, Sql sql, Caller caller, long id);
  }

  private final Form form;
  private final Database database;
  private final Profiles profiles;

  public ChangeProfile(Form form, Database database, Profiles profiles) {
    this.form = form;
    this.database = database;
    this.profiles = profiles;
  }

  @Override
  public String name() {
    return form.operation;
  }

  @Override
  public Set<Version> versions() {
    return form.versions;
  }

  @Override
  public Permission permission() {
    return new Permission("domain:RegistrantProfileOperation", false, true);
  }

  @Override
  public Description describe() {
    return form.described;
  }

  @Override
  public Answer run(Call call) {
    long id = Profiles.requiredId(call.parameters());
    if (call.parameters().refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return database.writeIf(
        answer -> answer instanceof Answer.Ok,
        sql -> {
          if (profiles.find(sql, call.caller().accountId(), id).isEmpty()) {
            return Answer.refused(Profiles.notExist());
          }
          form.change(profiles, sql, call.caller(), id);
          return Answer.ok(Tree.object());
        });
  }
}
