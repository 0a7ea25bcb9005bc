package org.thenar.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a terminal keeps over restarts, beside its key and the captures that wait. */
final class TerminalState {
  /** A command and how it ended; kept so that none is carried out twice. */
  static final class CommandRecord {
    final String id;
    String status;
    boolean reported;

    CommandRecord(String id, String status, boolean reported) {
      this.id = id;
      this.status = status;
      this.reported = reported;
    }
  }

  private static final int MAX_COMMANDS = 100;
  private static final int MAX_DROPPED = 1_000;

  String deviceId;
  String projectId;
  /** When the key was made and never paired, whether its attestation may be too old by now. */
  long keyMadeWallMs;
  /** Of the last record of the outbox. */
  long ordinal;
  /** The last counter that may have been sent. */
  long counter;
  /** Counters of the records that are under way, by ordinal. */
  final Map<Long, Long> counters = new LinkedHashMap<>();
  long chainSeq;
  /** base64url(SHA-256) of the newest signed capture; null before the first. */
  String chainHead;
  /** Signed captures that will not be sent; the gateway is to hear of them. */
  final List<String> dropped = new ArrayList<>();
  String sessionId;
  long nextSeq = 1;
  long configVersion = -1;
  JsonObject config;
  List<String> pins = new ArrayList<>();
  final List<CommandRecord> commands = new ArrayList<>();
  /** Server time minus local clock, as last seen, in the run of the machine with that id. */
  long clockOffsetMs;
  String clockBootId;

  void drop(List<String> links) {
    dropped.addAll(links);
    while (dropped.size() > MAX_DROPPED) dropped.remove(0);
  }

  CommandRecord command(String id) {
    for (CommandRecord command : commands) if (command.id.equals(id)) return command;
    return null;
  }

  void add(CommandRecord command) {
    commands.add(command);
    while (commands.size() > MAX_COMMANDS) commands.remove(0);
  }

  /** Another key is another terminal: nothing of the old one may go on. */
  void forgetDevice() {
    deviceId = null;
    projectId = null;
    counter = 0;
    counters.clear();
    chainSeq = 0;
    chainHead = null;
    dropped.clear();
    sessionId = null;
    nextSeq = 1;
    configVersion = -1;
    config = null;
    pins = new ArrayList<>();
    commands.clear();
  }

  JsonObject toJson() {
    List<JsonObject> underWay = new ArrayList<>();
    for (Map.Entry<Long, Long> entry : counters.entrySet()) {
      underWay.add(JsonObject.create().with("ordinal", entry.getKey()).with("counter", entry.getValue()));
    }
    List<JsonObject> commandList = new ArrayList<>();
    for (CommandRecord command : commands) {
      commandList.add(JsonObject.create().with("id", command.id).with("status", command.status).with("reported", command.reported));
    }
    return JsonObject.create()
        .with("device_id", deviceId).with("project_id", projectId).with("key_made_wall_ms", keyMadeWallMs)
        .with("ordinal", ordinal).with("counter", counter).withObjects("counters", underWay)
        .with("chain_seq", chainSeq).with("chain_head", chainHead).with("dropped", dropped)
        .with("session_id", sessionId).with("next_seq", nextSeq)
        .with("config_version", configVersion).with("config", config).with("pins", pins)
        .withObjects("commands", commandList)
        .with("clock_offset_ms", clockOffsetMs).with("clock_boot_id", clockBootId);
  }

  static TerminalState from(JsonObject json) {
    TerminalState state = new TerminalState();
    state.deviceId = json.text("device_id");
    state.projectId = json.text("project_id");
    state.keyMadeWallMs = json.whole("key_made_wall_ms", 0);
    state.ordinal = json.whole("ordinal", 0);
    state.counter = json.whole("counter", 0);
    for (JsonObject entry : json.objects("counters")) state.counters.put(entry.whole("ordinal", 0), entry.whole("counter", 0));
    state.chainSeq = json.whole("chain_seq", 0);
    state.chainHead = json.text("chain_head");
    state.dropped.addAll(json.texts("dropped"));
    state.sessionId = json.text("session_id");
    state.nextSeq = json.whole("next_seq", 1);
    state.configVersion = json.whole("config_version", -1);
    state.config = json.object("config");
    state.pins = json.texts("pins");
    for (JsonObject entry : json.objects("commands")) {
      state.commands.add(new CommandRecord(entry.text("id"), entry.text("status"), entry.isTrue("reported")));
    }
    state.clockOffsetMs = json.whole("clock_offset_ms", 0);
    state.clockBootId = json.text("clock_boot_id");
    return state;
  }
}
