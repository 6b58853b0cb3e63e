// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chat of the tutorial "How WebSockets Work - With Socket.io Demo", in our words: nothing here knows Confab.

$(function () {
  var socket = io();
  var messages = $('.messages');

  function show(text) {
    $('<p>').text(text).appendTo(messages);
  }

  $('.submit-message').on('submit', function (event) {
    event.preventDefault();
    var input = $('#my-message');
    var text = input.val();
    show(text);
    socket.emit('message', text);
    input.val('');
  });

  socket.on('message', function (data) {
    show(data.message);
  });
});
