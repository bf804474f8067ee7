package dev.domicile.bench;

import java.util.List;

/** One bench. */
interface Measurement {
  List<Figure> measure(Lab lab) throws Exception;
}
