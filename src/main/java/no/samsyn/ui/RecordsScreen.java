package no.samsyn.ui;

import java.util.Set;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import no.samsyn.ui.records.RecordsController;
import no.samsyn.ui.records.RecordsViewModel;
import no.samsyn.ui.shell.ShellViewModel;

/** A table of records. */
record RecordsScreen(
    Parent root, String entity, RecordsViewModel model, RecordsController controller)
    implements OpenScreen {
  @Override
  public void show(ShellViewModel.Wish wish) {
    if (!wish.filters().isEmpty()) {
      model.showOnly(wish.filters());
    } else {
      model.reload();
    }
    if (!wish.key().isEmpty()) {
      model.detail().load(wish.key());
    }
  }

  @Override
  public void refresh(Set<String> touched) {
    if (touched.isEmpty() || touched.stream().anyMatch(this::isShownHere)) {
      model.refresh();
    }
  }

  /** What records refer to is shown here too: mentors, types, contacts. */
  private boolean isShownHere(String touched) {
    return touched.equals(entity)
        || touched.equals("peer_mentor")
        || touched.equals("activity_type")
        || touched.equals("contact");
  }

  @Override
  public boolean key(KeyEvent event) {
    return controller.key(event);
  }

  @Override
  public void addNew() {
    model.addNew();
  }
}
