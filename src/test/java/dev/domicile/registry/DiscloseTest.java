package dev.domicile.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.domicile.registry.Disclose.Field;
import dev.domicile.registry.PostalInfo.Type;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscloseTest {

  private static final Set<Type> INT = Set.of(Type.INT);
  private static final Set<Type> LOC = Set.of(Type.LOC);
  private static final Set<Type> BOTH = Set.of(Type.INT, Type.LOC);

  @Test
  void betweenContactsOfTheSameAddressesNothingChanges() {
    Disclose hides = new Disclose(false, Set.of(Field.NAME_INT, Field.ADDRESS_LOC, Field.EMAIL));
    assertEquals(hides, hides.taken(BOTH, BOTH));
    Disclose shows = new Disclose(true, Set.of(Field.ORGANIZATION_INT, Field.VOICE));
    assertEquals(shows, shows.taken(INT, INT));
  }

  @Test
  void aNameHiddenInOneScriptIsNotShownInAnother() {
    Disclose hides = new Disclose(false, Set.of(Field.NAME_INT, Field.EMAIL));
    assertEquals(
        new Disclose(false, Set.of(Field.NAME_INT, Field.NAME_LOC, Field.EMAIL)),
        hides.taken(INT, BOTH));
    assertEquals(new Disclose(false, Set.of(Field.NAME_LOC, Field.EMAIL)), hides.taken(INT, LOC));
  }

  @Test
  void whereBothWereThereEachKeepsItsOwn() {
    Disclose hides = new Disclose(false, Set.of(Field.NAME_LOC, Field.EMAIL));
    assertEquals(new Disclose(false, Set.of(Field.EMAIL)), hides.taken(BOTH, INT));
  }

  @Test
  void nothingIsSaidOfWhatTheOtherDoesNotHave() {
    assertNull(new Disclose(false, Set.of(Field.FAX)).taken(INT, INT));
    assertNull(new Disclose(false, Set.of(Field.NAME_LOC)).taken(BOTH, INT));
    assertEquals(Disclose.nothing(INT), Disclose.nothing(BOTH).taken(BOTH, INT));
  }
}
