package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisterTest {

  @TempDir Path folder;

  @Test
  void whatTheFileDoesNotTakeDoesNotHappen() throws Exception {
    Register register =
        new Register(
            folder.resolve("state"),
            new Random(7),
            empty -> SampleDomains.fill(empty, Policy.defaults(), 20, "registrar1", Lab.NOW));
    HeldDomain before = register.domain("sample-0001.com");
    HeldDomain after = before.withContacts("SH0002", before.contacts());
    Answer done = Answer.of(ResultCode.COMPLETED);
    assertSame(done, register.alone(() -> register.put(before, done)));
    register.close();
    assertEquals(ResultCode.FAILED, register.alone(() -> register.put(after, done)).code());
    assertSame(before, register.domain("sample-0001.com"));
    HeldContact tech = register.contact("SHTECH");
    assertEquals(ResultCode.FAILED, register.alone(() -> register.delete(tech, done)).code());
    assertSame(tech, register.contact("SHTECH"));
  }
}
