package dev.domicile.cli;

public final class Main {
  public static void main(String[] args) {
    System.out.println("domicile " + System.getProperty("java.version"));
  }
}
