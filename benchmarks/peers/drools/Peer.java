// SPDX-License-Identifier: BSL-1.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.kie.api.KieBase;
import org.kie.api.definition.type.FactType;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.internal.utils.KieHelper;

/** Drools: a rule for each rule, a fact for each case in one session; the rules that fire add their number to a list. */
public final class Peer {
    private static final long PATIENCE = 8_000_000_000L;  // ns of finding before the first line is out
    private static final long ROUND = 200_000_000L;  // ns
    private static final long CHUNK = 1_000_000L;  // ns between two looks at the clock
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KieSession session;
    private final List<Object> facts = new ArrayList<>();
    private final List<Integer> found = new ArrayList<>();

    private Peer(JsonNode rules, JsonNode tickets) throws ReflectiveOperationException {
        StringBuilder text = new StringBuilder("package tickets\nglobal java.util.List found\ndeclare Ticket\n");
        tickets.get(0).fields().forEachRemaining(field -> text.append("  ").append(field.getKey()).append(" : ").append(
            field.getValue().isTextual() ? "String" : field.getValue().isInt() ? "int" : "boolean").append("\n"));
        text.append("end\n");
        int number = 0;
        for (JsonNode rule : rules) {
            text.append("rule \"").append(number).append("\" when Ticket(").append(rule.asText())
                .append(") then found.add(").append(number++).append("); end\n");
        }
        KieBase base = new KieHelper().addContent(text.toString(), ResourceType.DRL).build();
        FactType type = base.getFactType("tickets", "Ticket");
        for (JsonNode ticket : tickets) {
            Object fact = type.newInstance();
            ticket.fields().forEachRemaining(field -> type.set(fact, field.getKey(), plain(field.getValue())));
            facts.add(fact);
        }
        session = base.newKieSession();
        session.setGlobal("found", found);
    }

    private static Object plain(JsonNode value) {
        return value.isTextual() ? (Object) value.asText() : value.isInt() ? (Object) value.asInt() : value.asBoolean();
    }

    private List<Integer> find(int number) {
        found.clear();
        FactHandle handle = session.insert(facts.get(number));
        session.fireAllRules();
        session.delete(handle);
        Collections.sort(found);
        return found;
    }

    private static String digest(List<Integer> positions) throws Exception {
        String joined = positions.stream().map(String::valueOf).collect(Collectors.joining(","));
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(joined.getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < 8; ++at) text.append(String.format("%02x", sum[at]));
        return text.toString();
    }

    private static void say(ObjectNode line) {
        System.out.println(line);
        System.out.flush();
    }

    private void serve(ObjectNode head) throws Exception {
        ObjectNode first = head.deepCopy();
        var digests = first.putArray("digests");
        int known = 0;
        int matched = 0;
        for (long start = System.nanoTime(); known < facts.size() && System.nanoTime() - start < PATIENCE; ++known) {
            matched += find(known).size();
            digests.add(digest(found));
        }
        head.put("cases", known).put("matched", matched);
        String jar = KieBase.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        String version = jar.replaceAll(".*-([0-9.]+)\\.jar$", "$1");
        say(first.put("cases", known).put("matched", matched).put("version", version));
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int at = 0;
        int step = 1;
        while (lines.readLine() != null) {
            long spent = 0;
            long done = 0;
            long processor = system.getProcessCpuTime();
            while (spent < ROUND) {
                long started = System.nanoTime();
                for (int n = 0; n < step; ++n) {
                    find(at);
                    at = at + 1 < known ? at + 1 : 0;
                }
                long taken = System.nanoTime() - started;
                spent += taken;
                done += step;
                if (taken < CHUNK) step *= 2;
            }
            double busy = system.getProcessCpuTime() - processor;
            say(head.deepCopy().put("ns_per_case", (double) spent / done).put("cpu_ns_per_case", busy / done));
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("usage: Peer RULES_FILE TICKETS_FILE, then a line on standard input for each round");
            System.exit(2);
        }
        JsonNode rules = JSON.readTree(new File(arguments[0]));
        JsonNode tickets = JSON.readTree(new File(arguments[1]));
        new Peer(rules, tickets).serve(JSON.createObjectNode().put("contender", "Drools").put("rules", rules.size()));
    }
}
