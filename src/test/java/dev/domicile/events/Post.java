package dev.domicile.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.Await;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An outbox with its couriers, as one process has them; it can end and begin anew. */
final class Post implements AutoCloseable {

  static final String STREAM = "feed lab";

  private final Path folder;
  private final DeliverySettings settings;
  final Database database;
  final Outbox outbox;
  final List<String> ended = new CopyOnWriteArrayList<>();
  final List<String> results = new CopyOnWriteArrayList<>();
  private @Nullable Couriers couriers;

  Post(Path folder) {
    this(folder, settings(Duration.ofSeconds(20), null));
  }

  Post(Path folder, DeliverySettings settings) {
    this.folder = folder;
    this.settings = settings;
    database = Database.open(TestDatabases.url(folder));
    outbox = new Outbox(Seal.open(MasterKey.open(folder.resolve("master.key"), true), database));
  }

  static DeliverySettings settings(Duration timeout, @Nullable Path ca) {
    return new DeliverySettings(
        timeout, 4, Duration.ofMillis(2), Duration.ofMillis(2), Duration.ofMillis(20), ca);
  }

  Post start(Destination to) {
    return start(to, true);
  }

  Post start(Destination to, boolean refusable) {
    Stream.Listener listener =
        new Stream.Listener() {
          @Override
          public void ended(Sql sql, String owner) {
            ended.add(owner);
          }

          @Override
          public void committed() {}
        };
    couriers =
        new Couriers(
            List.of(new Stream(STREAM, to, refusable, listener)),
            settings,
            database,
            outbox,
            InstantSource.system(),
            new Random(1),
            (stream, result) -> results.add(result),
            new Duties(database, "post", Duration.ofSeconds(60), InstantSource.system()));
    couriers.start();
    return this;
  }

  void stop() {
    if (couriers != null) {
      couriers.close();
      couriers = null;
    }
  }

  /** Under an id made of the owner. */
  Post add(String subject, String owner, String line) {
    database.run(
        sql ->
            outbox.add(
                sql,
                new Delivery(STREAM, subject, owner, "id-" + owner, line),
                System.currentTimeMillis()));
    return this;
  }

  Optional<Progress> progress(String owner) {
    return database.read(sql -> outbox.progress(sql, STREAM, owner));
  }

  void awaitTaken(String... owners) {
    List<Optional<Progress>> all = new ArrayList<>();
    Await.until(
        "all are acknowledged",
        () -> {
          all.clear();
          List.of(owners).forEach(owner -> all.add(progress(owner)));
          return all.stream().noneMatch(p -> p.orElseThrow() instanceof Progress.Waiting);
        });
    all.forEach(progress -> assertEquals(Optional.of(new Progress.Acknowledged()), progress));
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    stop();
    database.close();
  }
}
