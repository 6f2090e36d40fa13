using Fulgurite.Lightning;
using Fulgurite.Money;
using Fulgurite.Payments;

namespace Fulgurite.Tests.Payments;

public sealed class PaymentVerdictTests
{
    private static readonly DateTimeOffset Expiry = Samples.Payment.ExpiresAt;

    // Minutes count from the invoice's expiry. A try is "3 InFlight": its number and state.
    private const string Verdicts = """
        open | newest | known | asked | at node     | now | verdict
        -----|--------|-------|-------|-------------|-----|------------------
        1    | 0      | no    | -30   | 1 Succeeded | -30 | capture
        1    | 0      | no    | -30   | 1 Succeeded | 999 | capture
        2    | 1      | yes   | -30   | 2 Succeeded | -20 | capture
        1    | 0      | no    | -30   | 1 InFlight  | -30 | wait open 0
        0    | 1      | yes   | -30   | 1 InFlight  | 999 | wait open 0
        1    | 0      | no    | -30   | 1 Failed    | -30 | release NoRoute
        1    | 4      | no    | -30   | 5 Failed    | -30 | release NoRoute
        0    | 1      | yes   | -30   | 1 Failed    | -30 | release NoRoute
        2    | 0      | no    | -30   | 1 Failed    | -30 | wait open 1
        1    | 1      | yes   | -30   | 1 Failed    | -20 | wait open 1
        1    | 1      | yes   | -30   | 2 Failed    | -20 | release NoRoute
        2    | 0      | no    | -30   | 1 Failed    | 10  | wait open 1
        2    | 0      | no    | -30   | 1 Failed    | 11  | release NoRoute
        1    | 1      | yes   | -30   | 1 Failed    | 11  | release NoRoute
        1    | 0      | no    | -30   | -           | -30 | wait open 1
        1    | 0      | no    | -30   | -           | -29 | ask
        2    | 0      | no    | -30   | -           | -1  | ask
        1    | 3      | no    | -30   | 3 Failed    | -30 | wait open 1
        1    | 3      | no    | -30   | 3 Failed    | -29 | ask
        1    | 0      | no    | -30   | -           | 0   | wait open 1
        1    | 0      | no    | -30   | -           | 10  | wait open 1
        1    | 0      | no    | -30   | -           | 11  | release InvoiceExpired
        1    | 3      | no    | -30   | 3 Failed    | 11  | release InvoiceExpired
        0    | 1      | yes   | -30   | -           | 999 | wait open 0
        1    | 1      | yes   | -30   | -           | 999 | wait open 1
        """;

    // BOLT 11 sets no limit, and whoever is paid chooses: a payment that throws here would never end.
    [Fact]
    public void An_invoice_may_expire_at_the_end_of_the_calendar()
    {
        var payment = Samples.Payment with
        {
            State = PaymentState.InFlight,
            ExpiresAt = DateTimeOffset.MaxValue,
            Requests = NodeRequests.None.Making("t", Samples.Node, 0, Expiry),
        };
        Assert.IsType<PaymentVerdict.Capture>(PaymentVerdict.Of(payment, AtNode("1 Succeeded"), Expiry));
        Assert.IsType<PaymentVerdict.Release>(PaymentVerdict.Of(payment, AtNode("1 Failed"), Expiry));
    }

    [Fact]
    public void What_a_nodes_word_means_depends_on_what_it_was_asked() =>
        Assert.All(TextTable.Parse(Verdicts), line =>
        {
            var payment = Samples.Payment with
            {
                State = PaymentState.InFlight,
                Requests = new NodeRequests(
                    int.Parse(line["open"]),
                    ulong.Parse(line["newest"]),
                    line["known"] == "yes",
                    "t",
                    At(line["asked"])),
            };
            var verdict = PaymentVerdict.Of(payment, AtNode(line["at node"]), At(line["now"]));
            Assert.Equal(line["verdict"], verdict switch
            {
                PaymentVerdict.Capture => "capture",
                PaymentVerdict.Release release => $"release {release.Failure}",
                PaymentVerdict.Ask => "ask",
                PaymentVerdict.Wait wait => $"wait open {wait.Requests.Open}",
                _ => "?",
            });
        });

    // Requests reach the node at any time, in any order, or never; the node fails every try. A release is only right
    // when whatever is still on its way would be refused.
    [Fact]
    public void Nothing_can_begin_after_a_release()
    {
        for (var seed = 1; seed <= 20_000; seed++)
        {
            var released = Live(new Random(seed));
            Assert.True(released.UnderWay == 0 || released.IsTooLate, $"seed {seed}: {released}");
        }
    }

    // The end of a keysend's requests plays the part of an invoice's expiry, and has a name of its own.
    [Fact]
    public void A_keysend_that_no_node_heard_of_in_time_is_released_when_no_request_could_begin_it()
    {
        var lost = Samples.Keysend with
        {
            State = PaymentState.InFlight,
            Requests = NodeRequests.None.Making("t", Samples.Node, 0, Samples.At),
        };
        var end = lost.ExpiresAt + PaymentVerdict.ExpiryMargin;

        Assert.IsType<PaymentVerdict.Wait>(PaymentVerdict.Of(lost, null, end));
        Assert.IsType<PaymentVerdict.Wait>(PaymentVerdict.Of(
            lost with { Requests = lost.Requests with { Open = 2 } }, AtNode("1 Failed"), end));
        Assert.Equal(
            new PaymentVerdict.Release(PaymentFailure.KeysendExpired),
            PaymentVerdict.Of(lost, null, end.AddTicks(1)));
    }

    [Fact]
    public void A_payment_that_was_asked_for_once_is_released_at_once()
    {
        var asked = Samples.Payment with
        {
            State = PaymentState.InFlight,
            Requests = NodeRequests.None.Making("t", Samples.Node, 0, Expiry),
        };

        Assert.IsType<PaymentVerdict.Release>(PaymentVerdict.Of(asked, AtNode("1 Failed"), Expiry.AddHours(-1)));
    }

    private static (int UnderWay, bool IsTooLate, int Minutes) Live(Random dice)
    {
        var (payment, underWay, index, minutes) = (Samples.Payment with { State = PaymentState.InFlight }, 0, 0UL, -60);
        var last = (NodePayment?)null;
        while (true)
        {
            var now = Expiry.AddMinutes(minutes);

            // A node begins with nothing after the expiry, give or take what clocks differ.
            for (var arriving = dice.Next(underWay + 1); arriving > 0 && minutes < 9; arriving--)
            {
                underWay--;
                last = AtNode($"{++index} Failed");
            }

            switch (PaymentVerdict.Of(payment, last, now))
            {
                case PaymentVerdict.Release:
                    return (underWay, minutes >= 9, minutes);
                case PaymentVerdict.Ask:
                    underWay++;
                    payment = payment with { Requests = payment.Requests.Making($"{minutes}", Samples.Node, 0, now) };
                    break;
                case PaymentVerdict.Wait wait when dice.Next(2) == 0:
                    payment = payment with { Requests = wait.Requests };
                    break;
            }

            minutes += dice.Next(5);
        }
    }

    private static DateTimeOffset At(string minutes) => Expiry.AddMinutes(int.Parse(minutes));

    private static NodePayment? AtNode(string text)
    {
        if (text == "-")
        {
            return null;
        }

        var parts = text.Split(' ');
        var state = Enum.Parse<NodePaymentState>(parts[1]);
        return new NodePayment(
            Samples.Hash,
            ulong.Parse(parts[0]),
            state,
            Msat.Zero,
            Msat.Zero,
            null,
            state == NodePaymentState.Failed ? PaymentFailure.NoRoute : null);
    }
}
