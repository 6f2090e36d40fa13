using System.Globalization;
using Fulgurite.App.Checkout;

namespace Fulgurite.Pages;

/// <summary>The QR code as markup; that it scans is tested in the browser.</summary>
public sealed class QrCodeTests
{
    [Fact]
    public void Capitals_make_a_smaller_code()
    {
        var capitals = Modules(DepositPanel.QrText(Samples.PaymentRequest));

        Assert.True(capitals < Modules("lightning:" + Samples.PaymentRequest));
        // ISO/IEC 18004: a side is 17 + 4 per version, here with four modules of quiet zone on both ends.
        Assert.Equal(0, (capitals - 8 - 17) % 4);
    }

    [Fact]
    public void Carries_no_style_of_its_own() =>
        Assert.DoesNotContain("style", QrCode.Render("A", "label").ToString(), StringComparison.Ordinal);

    private static int Modules(string text)
    {
        var size = QrCode.Render(text, "label").ToString().Split('"')[1].Split(' ')[2];
        return int.Parse(size, CultureInfo.InvariantCulture);
    }
}
